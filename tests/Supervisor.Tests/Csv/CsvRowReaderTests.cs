using System.Text;
using CallCenter.Supervisor.Lists.Csv;

namespace CallCenter.Supervisor.Tests.Csv;

public sealed class CsvRowReaderTests
{
    [Theory]
    [InlineData("a,b\nc,d\n", "a|b / c|d")]
    [InlineData("a,b\r\nc,d", "a|b / c|d")]
    [InlineData("a,b\rc,d\r", "a|b / c|d")]
    [InlineData("a\nb\r\nc\rd", "a / b / c / d")]
    [InlineData("\"a,1\",\"b\"\"q\"\"\"\n", "a,1|b\"q\"")]
    [InlineData("\"two\nlines\",x\ny,z\n", "two⏎lines|x / y|z")]
    [InlineData("a,\n,b\n,\n", "a| / |b / |")]
    [InlineData("a,\"\"\n", "a|")]
    [InlineData("5\" pipe,x\n", "5\" pipe|x")]
    [InlineData("", "")]
    [InlineData("\n\n", " / ")]
    [InlineData("a", "a")]
    [InlineData("\uFEFFa,b\n", "a|b")]
    [InlineData("a,\"b\"", "a|b")]
    [InlineData("a\0b,c\n", "a\0b|c")]
    public async Task Reads_cells_as_written(string text, string expected)
        => Assert.Equal(expected, await ShownAsync(text));

    [Theory]
    [InlineData("a,\"b\n1,2\n3,4\n", "!UnbalancedQuote / 1|2 / 3|4")]
    [InlineData("a,\"b\n1,2\n\"x, y\",4\n5,6\n", "!UnbalancedQuote / 1|2 / x, y|4 / 5|6")]
    [InlineData("a,\"b\n1,2\n3,\"\n5,6\n", "a|b⏎1,2⏎3, / 5|6")]
    [InlineData("a,\"b\n1,2\n3,\",x\n5,6\n", "!UnbalancedQuote / 1|2 / !UnbalancedQuote / 5|6")]
    [InlineData("\"a\"b,c\n1,2\n", "!TextAfterQuote / 1|2")]
    [InlineData("1,2\n\"", "1|2 / !UnbalancedQuote")]
    [InlineData("\"\n\"\n\"\n1,2", "!UnbalancedQuote / !UnbalancedQuote / !UnbalancedQuote / 1|2")]
    public async Task A_stray_quotation_mark_costs_only_its_own_line(string text, string expected)
        => Assert.Equal(expected, await ShownAsync(text, expectedCells: 2));

    [Fact]
    public async Task A_row_longer_than_the_cap_is_refused_and_the_next_is_read()
    {
        string text = $"1,2\nx,{new string('y', 5000)}\r\n3,4\n";
        Assert.Equal("1|2 / !RowTooLong / 3|4", await ShownAsync(text, new CsvLimits(MaxRowChars: 1000)));
    }

    [Fact]
    public async Task A_long_quoted_cell_without_an_end_refuses_one_line_only()
    {
        var text = new StringBuilder("1,\"open\n");
        for (int i = 0; i < 400; i++)
        {
            text.Append("a,b\n");
        }

        List<CsvRow> rows = await ReadAsync(text.ToString(), new CsvLimits(MaxRowChars: 256), 2);
        Assert.Equal(CsvFault.UnbalancedQuote, rows[0].Fault);
        Assert.Equal(400, rows.Count(r => r.Fault == CsvFault.None));
        Assert.Equal(401, rows[^1].Line);
    }

    [Fact]
    public async Task A_million_characters_in_one_cell_are_read_within_the_cap()
    {
        List<CsvRow> rows = await ReadAsync($"1,\"{new string('z', 1_000_000)}\"\n3,4\n", null, 2);
        Assert.Equal(1_000_000, rows[0].Cells[1].Length);
        Assert.Equal("4", rows[1].Cells[1]);
    }

    [Fact]
    public async Task More_columns_than_allowed_refuse_the_row()
        => Assert.Equal("1|2 / !TooManyColumns / 3|4", await ShownAsync($"1,2\n{new string(',', 900)}\n3,4\n"));

    [Fact]
    public async Task A_file_of_quotation_marks_costs_linear_time()
    {
        var text = new StringBuilder();
        for (int i = 0; i < 20_000; i++)
        {
            text.Append("\"a,b\"c\n");
        }

        int read = 0;
        using var counted = new CountingReader(text.ToString());
        var reader = new CsvRowReader(counted, ',', new CsvLimits(MaxRereadChars: 100_000));
        while (await reader.ReadAsync(CancellationToken.None))
        {
            read++;
        }

        Assert.Equal(20_000, read);
        Assert.Equal(text.Length, counted.Chars);
    }

    [Fact]
    public async Task Lines_are_counted_over_every_kind_of_line_end()
    {
        List<CsvRow> rows = await ReadAsync("h,i\r\n\"a\r\nb\",c\rd,e\n\"f\rg\",h\nlast,1", null, 2);
        Assert.Equal([1L, 2L, 4L, 5L, 7L], rows.Select(r => r.Line));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public async Task What_is_read_does_not_depend_on_how_the_file_arrives(int chunk)
    {
        var random = new Random(chunk);
        const string Alphabet = "ab,\"\"\r\n;";
        for (int round = 0; round < 300; round++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));
            List<CsvRow> whole = await ReadAsync(text, null, 2);
            List<CsvRow> pieces = [];
            using var reader = new CountingReader(text, chunk);
            var csv = new CsvRowReader(reader, ',') { ExpectedCells = 2 };
            while (await csv.ReadAsync(CancellationToken.None))
            {
                pieces.Add(csv.Current);
            }

            Assert.Equal(Shown(whole), Shown(pieces));
            Assert.Equal(whole.Select(r => r.Line), pieces.Select(r => r.Line));
        }
    }

    [Fact]
    public async Task Every_line_is_accounted_for_whatever_the_text_is()
    {
        var random = new Random(4711);
        const string Alphabet = "ab1,\"\n\r\0é电";
        for (int round = 0; round < 500; round++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(200)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));
            long line = 0;
            foreach (CsvRow row in await ReadAsync(text, new CsvLimits(MaxRowChars: 40, MaxColumns: 6), random.Next(4)))
            {
                Assert.True(row.Line > line);
                line = row.Line;
            }

            int ends = text.Replace("\r\n", "\n", StringComparison.Ordinal).Count(c => c is '\n' or '\r');
            Assert.InRange(line, 0, ends + 1);
        }
    }

    private static async Task<string> ShownAsync(string text, CsvLimits? limits = null, int expectedCells = 0)
        => Shown(await ReadAsync(text, limits, expectedCells));

    private static string Shown(IEnumerable<CsvRow> rows)
        => string.Join(" / ", rows.Select(r => r.Fault == CsvFault.None ? string.Join('|', r.Cells).Replace('\n', '⏎').Replace("\r", "⏎", StringComparison.Ordinal) : $"!{r.Fault}"));

    private static async Task<List<CsvRow>> ReadAsync(string text, CsvLimits? limits, int expectedCells)
    {
        var rows = new List<CsvRow>();
        var reader = new CsvRowReader(new StringReader(text), ',', limits) { ExpectedCells = expectedCells };
        while (await reader.ReadAsync(CancellationToken.None))
        {
            rows.Add(reader.Current);
        }

        return rows;
    }

    private sealed class CountingReader(string text, int chunk = int.MaxValue) : TextReader
    {
        private int _at;

        public long Chars => _at;

        public override ValueTask<int> ReadAsync(Memory<char> buffer, CancellationToken cancellationToken = default)
        {
            int length = Math.Min(Math.Min(chunk, buffer.Length), text.Length - _at);
            text.AsMemory(_at, length).CopyTo(buffer);
            _at += length;
            return ValueTask.FromResult(length);
        }
    }
}
