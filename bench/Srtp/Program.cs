using System.Globalization;
using CallCenter.Bench.Srtp;
using CallCenter.Media.Srtp;

// Time to protect and to unprotect a packet of 172 bytes, our contexts beside the same work by the platform's classes, in one run.
// Timed in batches of 2,000 packets; the lower quartile of a variant's batches is what it costs when nobody interrupts.
// Usage: CallCenter.Bench.Srtp [passes] [packets]
int passes = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 5;
int packets = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 200_000;
(string Name, Func<IPacketCipher> Create)[] variants =
[
    ("AES-CM + HMAC-SHA1-80, ours", () => new OurCipher(SrtpProfile.AesCm128HmacSha1Tag80)),
    ("AES-CM + HMAC-SHA1-80, EncryptEcb + IncrementalHash", () => new PlatformCipher()),
    ("AEAD_AES_128_GCM, ours", () => new OurCipher(SrtpProfile.AeadAes128Gcm)),
    ("AEAD_AES_128_GCM, AesGcm", () => new PlatformGcm()),
];

foreach (int contexts in new[] { 1, 2000 })
{
    Load[] loads = [.. variants.Select(variant => new Load(variant.Create, contexts))];
    for (int pass = 0; pass < passes + 1; pass++)
    {
        foreach (Load load in loads)
        {
            load.Run(packets, counts: pass > 0);
        }
    }

    Console.WriteLine($"{contexts} context(s) in turn, {passes} passes of {packets} packets:");
    for (int i = 0; i < loads.Length; i++)
    {
        Load load = loads[i];
        Load yardstick = loads[1];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {variants[i].Name,-52} protect {load.Protect,6:F0} ns ({load.Protect / yardstick.Protect:F2}), unprotect {load.Unprotect,6:F0} ns ({load.Unprotect / yardstick.Unprotect:F2}), {load.Allocated:F1} bytes allocated"));
    }
}
