namespace RoutineScheduler.Routines;

/// <summary>The stable name of a routine: 1–100 characters of a–z, 0–9, '-', '_' and '.', beginning with a letter or digit.</summary>
public readonly record struct RoutineKey
{
    public const int MaxLength = 100;

    private readonly string? value;

    /// <exception cref="ArgumentException">The text is not a key; the message says which character is wrong.</exception>
    public RoutineKey(string value)
    {
        if (Problem(value) is { } problem)
        {
            throw new ArgumentException(problem, nameof(value));
        }

        this.value = value;
    }

    public string Value => value ?? "";

    public static implicit operator RoutineKey(string value) => new(value);

    public override string ToString() => Value;

    /// <summary>Null when <paramref name="value"/> is a key.</summary>
    internal static string? Problem(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return "A routine key is missing: give it 1–100 characters of a–z, 0–9, '-', '_' and '.'.";
        }

        if (value.Length > MaxLength)
        {
            return $"The routine key '{value[..20]}…' has {value.Length} characters; at most {MaxLength} are allowed.";
        }

        for (var i = 0; i < value.Length; i++)
        {
            var isAllowed = char.IsAsciiLetterLower(value[i]) || char.IsAsciiDigit(value[i]) || (i > 0 && value[i] is '-' or '_' or '.');
            if (!isAllowed)
            {
                return $"The routine key '{value}' has '{value[i]}' at column {i + 1}; " +
                    "allowed are a–z, 0–9, and after the first character '-', '_' and '.'.";
            }
        }

        return null;
    }
}
