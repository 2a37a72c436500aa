using System.Buffers.Binary;
using System.IO.Compression;
using System.Xml;

namespace CallCenter.Supervisor.Lists.Sheets;

/// <summary>
/// The ZIP archive around a workbook. Nothing is unpacked before it is known to be small enough: a directory of at most 10,000 entries,
/// parts that do not swell by more than 150 times, and XML without a document type (no entities, nothing from outside).
/// </summary>
internal sealed class WorkbookPackage : IDisposable
{
    private const int MaxEntries = 10_000;
    private const int MaxDirectoryBytes = 4 << 20;
    private const int MaxDepth = 64;
    private const long MaxPartBytes = 4L << 30;
    private const long SmallPartBytes = 64L << 20;
    private const int MaxSwelling = 150;

    private readonly ZipArchive _archive;

    private WorkbookPackage(ZipArchive archive) => _archive = archive;

    /// <exception cref="SheetFaultException">It is no archive, or a hostile one.</exception>
    public static WorkbookPackage Open(Stream file)
    {
        CheckDirectory(file);
        file.Position = 0;
        try
        {
            return new WorkbookPackage(new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true));
        }
        catch (InvalidDataException e)
        {
            throw new SheetFaultException("broken_workbook", "The file begins like an Excel workbook but cannot be read to its end: it may be cut off. Save or copy it again.", e);
        }
    }

    public bool Has(string part) => Find(part) is not null;

    /// <summary>Reads a part from its beginning; dispose it.</summary>
    /// <returns>Null when there is no such part.</returns>
    public XmlReader? Read(string part)
    {
        if (Find(part) is not { } entry)
        {
            return null;
        }

        if (entry.IsEncrypted)
        {
            throw new SheetFaultException("encrypted", "The file is protected with a password: save it without one.");
        }

        if (entry.Length > MaxPartBytes || (entry.Length > SmallPartBytes && entry.Length / Math.Max(1, entry.CompressedLength) > MaxSwelling))
        {
            throw new SheetFaultException("zip_bomb", "A part of the workbook unpacks to far more than a spreadsheet's would: it is not read.");
        }

        return XmlReader.Create(new GuardedStream(entry.Open(), entry.Length), new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            NameTable = new BoundedNames(),
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            CloseInput = true,
        });
    }

    /// <summary>Moves to the next element; false at the end.</summary>
    public static bool NextElement(XmlReader xml)
    {
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.Element)
            {
                return xml.Depth <= MaxDepth ? true : throw new SheetFaultException("broken_workbook", "The workbook's tags are nested too deep.");
            }
        }

        return false;
    }

    public void Dispose() => _archive.Dispose();

    private ZipArchiveEntry? Find(string part)
        => _archive.GetEntry(part) ?? _archive.Entries.FirstOrDefault(e => e.FullName.Equals(part, StringComparison.OrdinalIgnoreCase));

    /// <summary>The archive's own directory, looked at before the framework reads it into memory.</summary>
    private static void CheckDirectory(Stream file)
    {
        byte[] tail = new byte[(int)Math.Min(file.Length, 22 + ushort.MaxValue)];
        file.Position = file.Length - tail.Length;
        file.ReadExactly(tail);
        int at = tail.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0x50, 0x4B, 0x05, 0x06]);
        if (at < 0 || at + 22 > tail.Length)
        {
            throw new SheetFaultException("broken_workbook", "The file begins like an Excel workbook but has no end: it was cut off. Save or copy it again.");
        }

        int entries = BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(at + 10));
        long directory = file.Length - tail.Length + at - BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at + 16));
        if (entries > MaxEntries || directory > MaxDirectoryBytes)
        {
            throw new SheetFaultException("zip_bomb", "The archive holds far more files than a workbook.");
        }
    }
}
