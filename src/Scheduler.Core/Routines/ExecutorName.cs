namespace RoutineScheduler.Routines;

/// <summary>An executor's name together with the type of its parameters, so that the compiler checks what a routine hands over.</summary>
/// <typeparam name="TParameters">A record that System.Text.Json can read.</typeparam>
public sealed record ExecutorName<TParameters>
{
    /// <exception cref="ArgumentException">The name is empty or longer than 100 characters.</exception>
    public ExecutorName(string value)
    {
        if (string.IsNullOrWhiteSpace(value) || value.Length > RoutineKey.MaxLength)
        {
            throw new ArgumentException($"An executor's name has 1–{RoutineKey.MaxLength} characters; '{value}' does not.", nameof(value));
        }

        Value = value;
    }

    public string Value { get; }

    public override string ToString() => Value;
}
