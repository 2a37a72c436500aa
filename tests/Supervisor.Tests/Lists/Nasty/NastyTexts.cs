using System.Text;

namespace CallCenter.Supervisor.Tests.Lists.Nasty;

/// <summary>Text files: encodings, quotation marks, line ends, numbers as people write them (hardening H-D1, H-D4).</summary>
internal static class NastyTexts
{
    private const string Header = "Phone,Name,Note\n";
    private const string Good = "+14155550101,Ann,x\n";

    static NastyTexts() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static IEnumerable<NastyFile> All()
    {
        var files = new List<NastyFile>();
        void Bytes(string name, byte[] bytes, long inserted, string rejected = "", long duplicates = 0, string? fault = null)
            => files.Add(fault is null ? NastyFiles.Text(name, bytes, inserted, duplicates, rejected) : NastyFiles.Refused(name, "csv", bytes, fault));
        void Text(string name, string text, long inserted, long duplicates = 0, string rejected = "", string? fault = null)
            => Bytes(name, Encoding.UTF8.GetBytes(text), inserted, rejected, duplicates, fault);

        Text("plain", Header + Good, 1);
        Text("no line end at the end", Header + Good.TrimEnd(), 1);
        Text("CRLF", (Header + Good + "+14155550102,Bo,\n").Replace("\n", "\r\n", StringComparison.Ordinal), 2);
        Text("old Mac line ends", (Header + Good + "+14155550102,Bo,\n").Replace('\n', '\r'), 2);
        Text("mixed line ends", "Phone,Name,Note\r\n+14155550101,Ann,x\r+14155550102,Bo,y\n+14155550103,Cai,z", 3);
        Text("byte order mark", "\uFEFF" + Header + Good, 1);
        Text("blank lines", "\n\n" + Header + "\n" + Good + "\n,,\n\n", 1);
        Text("only a header", Header, 0);
        Text("sep= line", "sep=;\nPhone;Name\n+14155550101;Ann\n", 1);
        Text("semicolons and decimal commas", "Phone;Name;Note\n+14155550101;Ann;1,5\n+14155550102;Bo;2,5\n", 2);
        Text("tabs", "Phone\tName\n+14155550101\tAnn\n", 1);
        Text("pipes", "Phone|Name\n+14155550101|Ann\n", 1);
        Text("quoted separators and line ends", Header + "+14155550101,\"Smith, Ann\",\"two\nlines\"\n", 1);
        Text("doubled quotes", Header + "+14155550101,\"Ann \"\"the\"\" Smith\",x\n", 1);
        Text("trailing separators", "Phone,Name,,\n+14155550101,Ann,,\n+14155550102,Bo,,,,\n", 2);
        Text("too few columns", Header + Good + "+14155550102,Bo\n", 1, 0, "column_count");
        Text("too many columns", Header + Good + "+14155550102,Bo,x,y\n", 1, 0, "column_count");
        Text("stray quote", Header + "+14155550101,\"Ann,x\n+14155550102,Bo,y\n+14155550103,Cai,z\n", 2, 0, "unbalanced_quote");
        Text("stray quote before a quoted row", Header + "+14155550101,\"Ann,x\n+14155550102,Bo,\"y, z\"\n", 1, 0, "unbalanced_quote");
        Text("text after a quote", Header + "+14155550101,\"Ann\" Smith,x\n" + "+14155550102,Bo,y\n", 1, 0, "text_after_quote");
        Text("quote in the middle", Header + "+14155550101,5\" Ann,x\n", 1);
        Text("a million characters in a mapped cell", Header + $"+14155550101,{new string('A', 1_000_000)},x\n" + "+14155550102,Bo,y\n", 1, 0, "too_long");
        Text("a million characters in a quoted cell", Header + $"+14155550101,Ann,\"{new string('A', 1_000_000)}\"\n" + "+14155550102,Bo,y\n", 1, 0, "too_long");
        Text("two million characters in a row", Header + $"+14155550101,Ann,{new string('A', 2_000_000)}\n" + "+14155550102,Bo,y\n", 1, 0, "row_too_long");
        Text("a quoted cell that never ends", Header + "+14155550101,Ann,\"" + string.Concat(Enumerable.Repeat("abc\n", 5)), 0, 0, "unbalanced_quote column_count column_count column_count column_count");
        Text("thousand columns", Header + Good + new string(',', 1000) + "\n", 1, 0, "too_many_columns");
        Text("NUL in a cell", Header + "+14155550101,A\0nn,x\n" + "+14155550102,Bo,y\n", 1, 0, "control_character");
        Text("control characters", Header + "+14155550101,A\u0001n\u0007n,x\n", 1);
        Text("line ends in a name", Header + "+14155550101,\"Ann\r\nVia: SIP/2.0\",x\n", 1);
        Text("right-to-left override", Header + "+14155550101,\u202EnnA,x\n", 1);
        Text("emoji and combining marks", Header + "+14155550101,Zoë 🎉 é,x\n", 1);
        Text("lone surrogate from a damaged file", Header + "+14155550101,\uFFFD,x\n", 0, 0, "encoding");
        Text("formulas", Header + "+14155550101,=cmd|' /C calc'!A0,@SUM(1)\n", 1);
        Text("guarded numbers", Header + "'+14155550101,Ann,x\n", 1);
        Text("full-width digits", Header + "＋１４１５５５５０１０１,Ann,x\n", 1);
        Text("spaces, brackets, dots", Header + "(415) 555-0101,Ann,x\n415.555.0102,Bo,x\n1-415-555-0103,Cai,x\n00 1 415 555 0104,Di,x\n", 4);
        Text("scientific", Header + "1.41556E+10,Ann,x\n" + Good, 1, 0, "scientific");
        Text("SIP-like", Header + "sip:ann@example.com,Ann,x\n" + Good, 1, 0, "sip_like");
        Text("emergency", Header + "911,Ann,x\n112,Bo,x\n" + Good, 1, 0, "emergency emergency");
        Text("premium", Header + "+19005551234,Ann,x\n" + Good, 1, 0, "premium");
        Text("short", Header + "12345,Ann,x\n" + Good, 1, 0, "short_number");
        Text("too long", Header + "+141555501011234567,Ann,x\n" + Good, 1, 0, "too_long");
        Text("extension", Header + "+14155550102 ext. 12,Ann,x\n" + Good, 1, 0, "extension");
        Text("no such country code", Header + "+9991234567,Ann,x\n" + Good, 1, 0, "unknown_country");
        Text("words", Header + "call me,Ann,x\n" + Good, 1, 0, "not_a_number");
        Text("no number", Header + ",Ann,x\n" + Good, 1, 0, "no_number");
        Text("the same number in three spellings", Header + "+14155550101,Ann,x\n(415) 555-0101,Ann,x\n4155550101,Ann,x\n", 1, 2);
        Text("second number bad", "Phone,Mobile,Name\n+14155550101,oops,Ann\n", 1);
        Text("first number bad, second good", "Phone,Mobile,Name\noops,+14155550101,Ann\n", 1);
        Text("both numbers bad", "Phone,Mobile,Name\noops,ouch,Ann\n+14155550101,,Bo\n", 1, 0, "not_a_number");
        Text("unknown time zone", "Phone,Time zone\n+14155550101,Mars/Olympus\n+14155550102,America/New_York\n", 1, 0, "unknown_time_zone");
        Text("bad e-mail", "Phone,Email\n+14155550101,not an address\n", 1);
        Text("header repeated in the middle", Header + Good + Header + "+14155550102,Bo,y\n", 2, 0, "not_a_number");
        Text("Chinese headings", "姓名,手机,备注\n王小明,+8613800138000,老客户\n", 1);
        Text("only numbers", "+14155550101\n+14155550102\n", 2);
        Bytes("UTF-16 without mark", Encoding.Unicode.GetBytes(Header + Good), 1);
        Bytes("UTF-16 big endian with mark", [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Header + Good)], 1);
        Bytes("UTF-16 cut in the middle of a character", Encoding.Unicode.GetBytes(Header + Good + "+14155550102,Bo,y")[..^1], 1, "encoding");
        Bytes("GB18030", Encoding.GetEncoding(54936).GetBytes("姓名,手机\n王小明,+8613800138000\n"), 1);
        Bytes("Big5", Encoding.GetEncoding(950).GetBytes("姓名,電話\n陳大文,+85291234567\n"), 1);
        Bytes("Windows-1252", Encoding.GetEncoding(1252).GetBytes("Name;Telefon\nMüller;+493012345678\n".Replace("Telefon", "Phone", StringComparison.Ordinal)), 1);
        Bytes("one Latin-1 row among UTF-8 rows", [.. Encoding.UTF8.GetBytes(Header + "+14155550101,Zoë,x\n+14155550102,José,x\n"), .. Encoding.GetEncoding(1252).GetBytes("+14155550103,Müller,x\n")], 2, "encoding");
        Bytes("overlong UTF-8", [.. Encoding.UTF8.GetBytes(Header + "+14155550101,Zoë,x\n+14155550102,José,x\n+14155550103,"), 0xC0, 0xAF, .. "x,y\n"u8], 2, "encoding");

        Text("Hebrew and Arabic names", Header + "+14155550101,\u05D0\u05D1\u05E8\u05D4\u05DD,x\n+14155550102,\u0645\u062D\u0645\u062F,y\n", 2);
        Text("Arabic-Indic digits", Header + "+\u0661\u0664\u0661\u0665\u0665\u0665\u0665\u0660\u0661\u0660\u0661,Ann,x\n", 1);
        Text("invisible characters in a number", Header + "\u202A+1415\u200B555\u20600101\u202C,Ann,x\n", 1);
        Text("bidirectional isolates in a name", Header + "+14155550101,\u2067Ann\u2069,x\n", 1);
        Text("only separators", ",,,\n,,,\n", 0, fault: "empty_file");
        Text("only blanks and line ends", "  \r\n\r\n \n", 0, fault: "empty_file");
        Text("only a byte order mark", "\uFEFF", 0, fault: "empty_file");
        Text("empty", "", 0, fault: "empty_file");
        Text("one cell", "+14155550101", 1);
        Text("same heading twice, not needed", "Phone,Note,Note\n+14155550101,a,b\n", 1);
        Text("two plain telephone headings", "Phone,Phone,Name\n+14155550101,+14155550102,Ann\n", 1);
        Text("empty headings", "Phone,,Name,\n+14155550101,x,Ann,y\n", 1);
        Text("heading over two lines", "\"Phone\nnumber\",Name\n+14155550101,Ann\n", 1);
        Text("no heading, number in the third column", "Ann,Smith,+14155550101\nBo,Jones,+14155550102\n", 2);
        Text("ten thousand columns", string.Join(',', Enumerable.Range(1, 10_000).Select(i => "c" + i)) + "\n", 0, fault: "too_many_columns");
        Text("ten thousand columns in a row", Header + Good + new string(',', 10_000) + "x\n+14155550102,Bo,y\n", 2, 0, "too_many_columns");
        Text("web page called a list", "<html><body><table><tr><td>Phone</td></tr></table></body></html>\n", 0, fault: "no_phone_column");
        Text("JSON called a list", "{\"phone\": \"+14155550101\"}\n", 0, 0, "not_a_number");
        Text("no column with numbers", "Name,City\nAnn,Springfield\n", 0, fault: "no_phone_column");
        Text("dates that look like numbers", "Born,Phone\n1970-01-02,+14155550101\n", 1);
        Text("dialler export", "vendor_lead_code,source_id,list_id,phone_code,phone_number,title,first_name,middle_initial,last_name,alt_phone,email,comments\n7,x,101,1,4155550101,Ms,Ann,,Smith,4155550102,ann@example.com,calls back\n", 1);
        Text("numbers with a decimal point", Header + "14155550101.0,Ann,x\n" + Good, 1, 0, "too_long");
        Text("a note of four thousand characters", Header + $"+14155550101,Ann,{new string('n', 4000)}\n", 1);
        Text("a note of four thousand and one", Header + $"+14155550101,Ann,{new string('n', 4001)}\n" + "+14155550102,Bo,y\n", 1, 0, "too_long");
        Text("quotation marks only", Header + new string('"', 999) + "\n" + Good, 1, 0, "unbalanced_quote");
        Text("escape sequences", Header + "+14155550101,\u001B[31mAnn\u001B[0m,x\n", 1);
        Text("letters for digits", Header + "1-800-FLOWERS,Ann,x\n" + Good, 1, 0, "not_a_number");
        Bytes("UTF-16 little endian with mark", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Header + Good)], 1);
        Bytes("mark of UTF-8 before Latin-1", [0xEF, 0xBB, 0xBF, .. Encoding.GetEncoding(1252).GetBytes(Header + "+14155550101,M\u00FCller,x\n+14155550102,Bo,y\n")], 1, "encoding");
        Bytes("mark of UTF-16 before UTF-8", [0xFF, 0xFE, .. Encoding.UTF8.GetBytes(Header + Good)], 0, fault: "no_phone_column");
        Bytes("GB18030 rows among UTF-8 rows", [.. Encoding.UTF8.GetBytes("姓名,手机\n王小明,+8613800138000\n李雷,+8613800138001\n"), .. Encoding.GetEncoding(54936).GetBytes("韩梅梅,+8613800138002\n")], 2, "encoding");
        Bytes("gzip", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3], 0, fault: "not_csv");
        Bytes("PDF", "%PDF-1.7\n"u8.ToArray(), 0, fault: "not_csv");
        Bytes("program", [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0], 0, fault: "not_csv");
        Bytes("picture", [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10], 0, fault: "not_csv");
        return files;
    }
}
