using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace CallCenter.TypeScriptTwins;

/// <summary>The XML comments of the records, read from the files beside their assemblies.</summary>
internal sealed partial class RecordDocs
{
    private readonly Dictionary<Assembly, Dictionary<string, XElement>> _files = [];

    /// <summary>What the record is; null when nobody wrote it.</summary>
    public string? Of(Type type) => Text(Member(type, "T:" + NameOf(type))?.Element("summary"));

    /// <summary>What the member is: of the primary constructor's parameter, or of the property.</summary>
    public string? Of(Type type, PropertyInfo property)
        => Text(Member(type, "T:" + NameOf(type))?.Elements("param").FirstOrDefault(p => string.Equals((string?)p.Attribute("name"), property.Name, StringComparison.Ordinal)))
            ?? Text(Member(type, $"P:{NameOf(property.DeclaringType!)}.{property.Name}")?.Element("summary"));

    private static string NameOf(Type type) => type.FullName!.Replace('+', '.');

    private static string? Text(XElement? element)
    {
        if (element is null)
        {
            return null;
        }

        string text = string.Concat(element.Nodes().Select(n => n switch
        {
            XText plain => plain.Value,
            XElement named => Word(named),
            _ => "",
        }));
        text = Spaces().Replace(text, " ").Trim();
        return text.Length == 0 ? null : text.Replace("*/", "* /", StringComparison.Ordinal);
    }

    private static string Word(XElement named)
    {
        string name = (string?)named.Attribute("cref") ?? (string?)named.Attribute("name") ?? named.Value;
        return name[(name.LastIndexOf('.') + 1)..];
    }

    private XElement? Member(Type type, string name)
    {
        if (!_files.TryGetValue(type.Assembly, out Dictionary<string, XElement>? members))
        {
            string file = Path.ChangeExtension(type.Assembly.Location, ".xml");
            members = File.Exists(file)
                ? XDocument.Load(file).Descendants("member").ToDictionary(m => (string)m.Attribute("name")!, StringComparer.Ordinal)
                : throw new InvalidOperationException($"The comments of {type.Assembly.GetName().Name} were not built.");
            _files[type.Assembly] = members;
        }

        return members.GetValueOrDefault(name);
    }

    [GeneratedRegex("\\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Spaces();
}
