// File modes are asserted; the product runs on Linux.
[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]
