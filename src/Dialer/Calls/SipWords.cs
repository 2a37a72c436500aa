namespace CallCenter.Dialer.Calls;

/// <summary>What a final SIP status means for somebody who set up a trunk.</summary>
internal static class SipWords
{
    /// <summary>One sentence; screens translate by the status itself.</summary>
    public static string Explain(int status) => status switch
    {
        0 => "There was no answer at all: check host, port and firewall.",
        >= 200 and < 300 => "The call was answered.",
        401 or 407 => "The carrier did not accept user name or password.",
        403 => "The carrier refuses the call: the account, our address or the caller id is not allowed.",
        404 or 410 or 484 or 485 or 604 => "The network does not know this number.",
        408 => "The far end did not answer in time.",
        415 or 488 or 606 => "The two sides have no audio format in common: check the codecs.",
        480 => "The number cannot be reached at the moment.",
        486 or 600 => "The number is busy.",
        487 => "The call was given up before anybody answered.",
        402 => "The carrier wants payment: check the account's balance.",
        503 => "The carrier is overloaded, or has no free line.",
        603 or 607 or 608 => "The call was declined.",
        >= 300 and < 400 => "The carrier sends the call elsewhere, which is not followed.",
        >= 500 and < 600 => "The carrier met an error of its own.",
        _ => "The carrier refuses the call.",
    };
}
