using System.CommandLine;
using RoutineScheduler.Cli.Terminal;

namespace RoutineScheduler.Cli.Commands;

/// <summary>Options and arguments with what the help says of them, in the chosen language.</summary>
internal static class Described
{
    /// <param name="value">What the help calls the value.</param>
    /// <param name="aliases">Old and short names.</param>
    public static Option<string> Value(this Words words, string name, string value, string english, string inPortuguese, params string[] aliases) =>
        new(name, aliases) { HelpName = value, Description = words[english, inPortuguese] };

    /// <summary>May be given more than once.</summary>
    public static Option<string[]> Values(this Words words, string name, string value, string english, string inPortuguese) =>
        new(name) { HelpName = value, Description = words[english, inPortuguese] };

    public static Option<bool> Switch(this Words words, string name, string english, string inPortuguese, params string[] aliases) =>
        new(name, aliases) { Description = words[english, inPortuguese] };

    public static Argument<string> Argument(this Words words, string name, string english, string inPortuguese) =>
        new(name) { Description = words[english, inPortuguese] };

    public static Argument<string> OptionalArgument(this Words words, string name, string english, string inPortuguese) =>
        new(name) { Description = words[english, inPortuguese], Arity = ArgumentArity.ZeroOrOne };
}
