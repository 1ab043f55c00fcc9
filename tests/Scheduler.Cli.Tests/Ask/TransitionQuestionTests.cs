using Xunit;

namespace RoutineScheduler.Cli.Tests.Ask;

public sealed class TransitionQuestionTests
{
    [Theory]
    [InlineData("Running", "Hold", "", """{"state":"Running","holdRequested":true}""")]
    [InlineData("Running", "Hold", "\"holdRequested\":true", """{"unchanged":true}""")]
    [InlineData("Running", "Release", "\"holdRequested\":true", """{"state":"Running","holdRequested":false}""")]
    [InlineData("Running", "Cancel", "", """{"state":"Running","cancelRequested":true}""")]
    [InlineData("Running", "FinishOk", "\"cancelRequested\":true", """{"state":"Succeeded"}""")]
    [InlineData("Running", "FinishTransient", "\"tries\":3,\"of\":3", """{"state":"Failed","cause":"TriesExhausted"}""")]
    [InlineData("Running", "FinishTransient", "\"tries\":2,\"of\":3", """{"state":"Recovering"}""")]
    [InlineData("Running", "FinishTransient", "\"tries\":2,\"of\":3,\"holdRequested\":true", """{"state":"Held"}""")]
    [InlineData(
        "Running", "FinishTransient", "\"tries\":2,\"of\":3,\"withinRetryUntil\":false", """{"state":"Failed","cause":"RetryWindowClosed"}""")]
    [InlineData("Running", "FinishNotAvailable", "\"withinPollUntil\":false", """{"state":"Failed","cause":"NotAvailable"}""")]
    [InlineData("Running", "FinishOk", "\"tokenIsCurrent\":false", """{"stale":true}""")]
    [InlineData("Pending", "FinishOk", "", """{"stale":true}""")]
    [InlineData("Running", "FinishStopped", "", """{"state":"Recovering"}""")]
    [InlineData("Running", "FinishAbandoned", "\"cancelRequested\":true", """{"state":"Failed","cause":"Abandoned"}""")]
    [InlineData("Running", "Lapse", "\"lost\":3,\"maxLost\":3", """{"state":"Failed","cause":"PoisonRun"}""")]
    [InlineData("Running", "Lapse", "\"lost\":2,\"maxLost\":3", """{"state":"Recovering"}""")]
    [InlineData("Held", "Release", "\"heldFrom\":\"Recovering\"", """{"state":"Recovering"}""")]
    [InlineData("Held", "Claim", "", """{"refused":"held"}""")]
    [InlineData("Pending", "Accept", "", """{"refused":"use Skip"}""")]
    [InlineData("Pending", "StartNow", "", """{"state":"Pending"}""")]
    [InlineData("Pending", "Reprioritise", "", """{"state":"Pending"}""")]
    [InlineData("Recovering", "ReloadGone", "", """{"state":"Recovering","notInPlan":true}""")]
    [InlineData("Superseded", "ReloadMoved", "", """{"state":"Pending"}""")]
    [InlineData("Failed", "Rerun", "", """{"state":"Failed","newRun":true}""")]
    [InlineData("Pending", "Expire", "", """{"state":"Missed"}""")]
    [InlineData("Pending", "Overlap", "", """{"state":"Skipped","cause":"Overlap"}""")]
    [InlineData("Held", "NotNeeded", "", """{"state":"Skipped","cause":"NotNeeded"}""")]
    [InlineData("Pending", "Skip", "", """{"state":"Skipped"}""")]
    [InlineData("Recovering", "Expire", "\"withinRetryUntil\":false", """{"state":"Failed","cause":"RetryWindowClosed"}""")]
    [InlineData("Succeeded", "Expire", "", """{"unchanged":true}""")]
    public async Task The_state_machine_answers(string state, string change, string facts, string answer) => Assert.Equal(
        answer,
        await Asked.LineAsync($$"""{"ask":"transition","state":"{{state}}","event":"{{change}}"{{(facts == "" ? "" : ",")}}{{facts}}}"""));

    [Theory]
    [InlineData("\"state\":\"Paused\",\"event\":\"Hold\"", "state: expected one of Pending")]
    [InlineData("\"state\":\"Running\",\"event\":\"Holt\"", "Did you mean \"Hold\"?")]
    [InlineData("\"state\":\"Running\",\"event\":\"Hold\",\"tries\":-1", "tries")]
    [InlineData("\"state\":\"Running\",\"event\":\"Lapse\",\"lost\":2147483647", "lost")]
    [InlineData("\"state\":\"Running\",\"event\":\"Hold\",\"of\":\"3\"", "of")]
    [InlineData("\"state\":\"Held\",\"event\":\"Hold\",\"heldFrom\":\"Running\"", "heldFrom")]
    [InlineData("\"state\":\"Running\",\"event\":\"\"", "event: there is no event ''")]
    [InlineData("\"event\":\"Hold\"", "state: is missing")]
    [InlineData("\"state\":\"Held\"", "event: is missing")]
    public async Task A_wrong_question_is_told_what_and_where(string facts, string told) =>
        Assert.Contains(told, await Asked.ErrorAsync($$"""{"ask":"transition",{{facts}}}"""));
}
