using System.Xml;

namespace CallCenter.Supervisor.Lists.Sheets;

/// <summary>The names an XML reader keeps for good: a workbook uses some dozens, a hostile one would fill the memory with them.</summary>
internal sealed class BoundedNames : NameTable
{
    private const int Most = 20_000;
    private const int LongestName = 4096;

    private int _count;

    public override string Add(char[] key, int start, int len)
    {
        if (Get(key, start, len) is { } known)
        {
            return known;
        }

        Count(len);
        return base.Add(key, start, len);
    }

    public override string Add(string key)
    {
        if (Get(key) is { } known)
        {
            return known;
        }

        Count(key.Length);
        return base.Add(key);
    }

    private void Count(int length)
    {
        if (++_count > Most || length > LongestName)
        {
            throw new SheetFaultException("broken_workbook", "The workbook holds too many different tags.");
        }
    }
}
