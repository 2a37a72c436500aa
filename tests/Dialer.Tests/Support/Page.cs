using CallCenter.Contracts;
using CallCenter.Domain;
using CallCenter.TestKit.Browsers;

namespace CallCenter.Dialer.Tests.Support;

/// <summary>An agent's page: offers its audio to the Dialer under the name of its tab, as the hub would, and speaks.</summary>
public sealed class Page(DialerRig rig, UserId agent, string tab, double toneHz) : IDisposable
{
    public BrowserFarEnd Audio { get; } = new();

    /// <summary>Offers; null when the phone is up, else why not.</summary>
    public async Task<string?> OpenAsync(bool takeOver = false)
    {
        DialerReply reply = await rig.SendAsync(new OfferPhone(agent, "ann", Audio.Offer(), tab, takeOver));
        if (reply is not PhoneAnswer answer)
        {
            return Assert.IsType<Refused>(reply).Code;
        }

        Audio.Connect(answer.Sdp);
        await Audio.Up;
        Audio.Speak(toneHz);
        return null;
    }

    public void Dispose() => Audio.Dispose();
}
