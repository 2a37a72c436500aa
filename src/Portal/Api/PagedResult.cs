using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace CallCenter.Portal.Api;

/// <summary>One page of a list.</summary>
/// <param name="Items">At most <c>limit</c> of them.</param>
/// <param name="Next">Value for <c>cursor</c> to get the next page; null on the last one.</param>
public sealed record PagedResult<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>The page asked for by <c>?limit&amp;cursor</c>; take it as a parameter of an endpoint.</summary>
/// <param name="Limit">1 to 500; 50 when not given.</param>
/// <param name="Cursor">The sort key of the last item of the page before, as made by <see cref="Page.Of{T}"/>; null on the first page.</param>
public sealed record Page(int Limit, string? Cursor)
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 500;

    /// <summary>The cursor as the 64-bit key it was made from; null on the first page.</summary>
    public long? After => Cursor is null ? null : long.TryParse(Cursor, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long key)
        ? key
        : throw new BadHttpRequestException("cursor: take it from 'next' of the page before.");

    /// <summary>
    /// Cuts a page from rows that were asked for with a limit of <see cref="Limit"/> + 1.
    /// </summary>
    /// <param name="rows">One more than the page holds when there is a next page.</param>
    /// <param name="key">The sort key of a row; goes into the cursor.</param>
    public PagedResult<T> Of<T>(IReadOnlyList<T> rows, Func<T, string> key)
        => rows.Count <= Limit
            ? new PagedResult<T>(rows, null)
            : new PagedResult<T>([.. rows.Take(Limit)], Encode(key(rows[Limit - 1])));

    /// <summary>Reads <c>limit</c> and <c>cursor</c>; bad ones are a 400.</summary>
    public static ValueTask<Page> BindAsync(HttpContext context)
    {
        string? limitText = context.Request.Query["limit"];
        string? cursorText = context.Request.Query["cursor"];
        int limit = DefaultLimit;
        if (limitText is not null
            && (!int.TryParse(limitText, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > MaxLimit))
        {
            throw new BadHttpRequestException($"limit: a whole number from 1 to {MaxLimit}.");
        }

        return ValueTask.FromResult(new Page(limit, string.IsNullOrEmpty(cursorText) ? null : Decode(cursorText)));
    }

    private static string Encode(string key) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(key));

    private static string Decode(string cursor)
    {
        if (cursor.Length > 400 || !Base64Url.IsValid(cursor))
        {
            throw new BadHttpRequestException("cursor: take it from 'next' of the page before.");
        }

        return Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));
    }
}
