using CallCenter.DemoCarrier.Voices;

namespace CallCenter.DemoCarrier.Tests;

public sealed class VoiceLibraryTests
{
    private static readonly VoiceLibrary Library = new();

    [Theory]
    [InlineData("+12125550100")]
    [InlineData("+861065550100")]
    public void Every_person_can_say_everything(string number)
    {
        for (int voice = 0; voice < 4; voice++)
        {
            PersonVoice person = Library.Person(number, voice);
            Assert.NotEmpty(person.Hello);
            Assert.True(person.Replies.Count >= 3);
            Assert.NotEmpty(person.Listening);
            Assert.NotEmpty(person.StillThere);
            Assert.NotEmpty(person.Goodbye);
            Assert.All(person.Hello, hello => Assert.InRange(hello.Clip.Duration, TimeSpan.FromSeconds(0.3), TimeSpan.FromSeconds(4)));
        }
    }

    [Fact]
    public void Mandarin_is_spoken_behind_numbers_of_China_and_English_elsewhere()
    {
        Assert.StartsWith("mei", Library.Person("+8613800138000", 0).Hello[0].Name, StringComparison.Ordinal);
        Assert.StartsWith("alice", Library.Person("+12125550100", 0).Hello[0].Name, StringComparison.Ordinal);
        Assert.Equal("machine-zh", Library.MachineGreeting("+8613800138000", 0).Name);
    }

    [Fact]
    public void The_beep_of_the_machine_lasts_four_tenths_of_a_second()
        => Assert.InRange(Library["beep"].Clip.Duration, TimeSpan.FromSeconds(0.38), TimeSpan.FromSeconds(0.42));
}
