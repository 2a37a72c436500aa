using System.Diagnostics.CodeAnalysis;
using CallCenter.Contracts;
using CallCenter.Data;
using CallCenter.Domain;

namespace CallCenter.Supervisor.LiveBoard;

/// <content>What is asked beside the loop, one of each kind at a time.</content>
internal sealed partial class BoardFeed
{
    private bool IsWatched => _waiting.Count > 0 || _views.Values.Any(v => v.IsWatched);

    private void StartErrands(CancellationToken ct)
    {
        if (_surveyDue && !_surveying && IsDue(_surveyedAt, SurveyAgainAfter))
        {
            _surveyDue = false;
            _surveying = true;
            _surveyedAt = _time.GetTimestamp();
            Start(async () => new BoardMessage.Surveyed(await _reader.SurveyAsync(ct)), new BoardMessage.Surveyed(FloorSurvey.Unanswered), ct);
        }

        if (!IsWatched)
        {
            return;
        }

        bool strangers = _floor.Agents.Keys.Any(a => !_facts.People.ContainsKey(a)) || _floor.Campaigns.Keys.Any(c => !_facts.Campaigns.ContainsKey(c));
        CustomerId[] callers = [.. _floor.Agents.Values.Select(a => a.Call?.CustomerId).OfType<CustomerId>()];
        if (!_looking && (IsDue(_lookedAt, LookEvery) || (strangers && IsDue(_lookedAt, SendEvery))))
        {
            _looking = true;
            _lookedAt = _time.GetTimestamp();
            BoardFacts before = _facts;
            CampaignLive[] shown = [.. _floor.Campaigns.Values];
            Start(async () => new BoardMessage.Looked(await _reader.LookAsync(before, shown, callers, ct)), new BoardMessage.Looked(before), ct);
        }
        else if (!_looking && callers.Any(c => !_facts.Customers.ContainsKey(c)))
        {
            _looking = true;
            BoardFacts before = _facts;
            Start(
                async () => new BoardMessage.Looked(before with { Customers = await _reader.CustomersAsync(before.Customers, callers, ct) }),
                new BoardMessage.Looked(before),
                ct);
        }

        if (!_asking && _facts.Trunks.Count > 0 && IsDue(_askedAt, AskTrunksEvery))
        {
            _asking = true;
            _askedAt = _time.GetTimestamp();
            TrunkId[] trunks = [.. _facts.Trunks.Keys];
            Start(async () => new BoardMessage.TrunksAsked(await _reader.TrunksAsync(trunks, ct)), new BoardMessage.TrunksAsked([]), ct);
        }
    }

    private bool IsDue(long? at, TimeSpan every) => at is not { } last || _time.GetElapsedTime(last) >= every;

    private void Start(Func<Task<BoardMessage>> errand, BoardMessage otherwise, CancellationToken ct)
    {
        _errands.RemoveWhere(e => e.IsCompleted);
        _errands.Add(Task.Run(() => RunErrandAsync(errand, otherwise, ct), CancellationToken.None));
    }

    [SuppressMessage("Design", "CA1031", Justification = "an errand's failure is a message like its success; the loop decides")]
    private async Task RunErrandAsync(Func<Task<BoardMessage>> errand, BoardMessage otherwise, CancellationToken ct)
    {
        BoardMessage message = otherwise;
        try
        {
            message = await errand();
        }
        catch (DatabaseUnavailableException e)
        {
            BoardLog.DatabaseAway(_log, e.Message);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            BoardLog.Failed(_log, otherwise.GetType().Name, e);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        try
        {
            await _inbox.Writer.WriteAsync(message, ct);
        }
        catch (Exception) when (ct.IsCancellationRequested)
        {
            // The program ends.
        }
    }
}
