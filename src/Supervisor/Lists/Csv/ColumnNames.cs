using System.Collections.Frozen;
using System.Text;

namespace CallCenter.Supervisor.Lists.Csv;

/// <summary>Guesses from a column's heading what it holds, for uploads without a mapping; English and Chinese.</summary>
public static class ColumnNames
{
    private static readonly FrozenDictionary<string, string> _known = Table().ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The target field (design.md), or null when the heading says nothing we know.</summary>
    /// <remarks>Numbered telephones ("Phone 2", "电话2") keep their number; a plain one is "phone" and gets the next free place.</remarks>
    public static string? Guess(string heading)
    {
        string key = Plain(heading);
        if (_known.TryGetValue(key, out string? target))
        {
            return target;
        }

        if (key.Length > 1 && key[^1] is >= '1' and <= '9' && _known.TryGetValue(key[..^1], out target) && target is "phone")
        {
            return "phone" + key[^1];
        }

        return key.StartsWith("custom.", StringComparison.Ordinal) && key.Length > 7 ? heading.Trim() : null;
    }

    /// <summary>Lower case, half-width, without blanks, hyphens and underscores.</summary>
    private static string Plain(string heading)
    {
        var plain = new StringBuilder(heading.Length);
        foreach (char c in heading.Normalize(NormalizationForm.FormKC))
        {
            if (!char.IsWhiteSpace(c) && c is not ('-' or '_' or '(' or ')' or '#' or ':' or '/' or '\uFEFF'))
            {
                plain.Append(char.ToLowerInvariant(c));
            }
        }

        return plain.ToString();
    }

    private static IEnumerable<KeyValuePair<string, string>> Table()
    {
        (string Target, string Names)[] rows =
        [
            ("phone", "phone telephone tel phonenumber telephonenumber number msisdn contactnumber dial 电话 电话号码 联系电话 电话號碼 電話 電話號碼 聯絡電話 号码 號碼 联系方式 聯繫方式"),
            ("phone.mobile", "mobile mobilephone mobilenumber cell cellphone cellnumber handy 手机 手机号 手机号码 手機 手機號 手機號碼 移动电话 行動電話"),
            ("phone.home", "homephone phonehome hometelephone 家庭电话 家庭電話 住宅电话 住宅電話"),
            ("phone.other", "altphone alternatephone otherphone secondphone phonealt 其他电话 其他電話 备用电话 備用電話"),
            ("phone.work", "workphone phonework officephone businessphone workstelephone 办公电话 辦公電話 公司电话 公司電話 单位电话"),
            ("fullName", "name fullname customer customername contact contactname client clientname 姓名 名字 客户 客户姓名 客戶 客戶姓名 联系人 聯絡人 聯繫人 名称 名稱"),
            ("firstName", "firstname givenname forename first 名"),
            ("lastName", "lastname surname familyname last 姓 姓氏"),
            ("company", "company companyname organisation organization firm business employer 公司 公司名称 公司名稱 企业 企業 单位 單位 单位名称"),
            ("email", "email mail emailaddress 邮箱 電郵 电子邮件 電子郵件 电邮 郵箱 邮件"),
            ("language", "language lang locale preferredlanguage 语言 語言 语种"),
            ("timeZone", "timezone tz zone 时区 時區"),
            ("segment", "segment tier customersegment 客户等级 客戶等級 等级 級別 级别 分群 客户分类"),
            ("owner", "owner agent accountmanager salesperson 负责人 負責人 所属人 客户经理 客戶經理"),
            ("externalId", "id externalid customerid customerno customernumber account accountnumber crmid vendorleadcode sourceid 编号 編號 客户编号 客戶編號 客户号"),
            ("note", "note notes comment comments remark remarks 备注 備註 说明 說明"),
        ];
        return rows.SelectMany(r => r.Names.Split(' ').Select(n => KeyValuePair.Create(n, r.Target))).DistinctBy(p => p.Key, StringComparer.Ordinal);
    }
}
