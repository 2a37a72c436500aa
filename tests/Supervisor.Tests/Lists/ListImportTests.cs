using System.Text;
using CallCenter.Data.Lists;
using CallCenter.Supervisor.Lists;
using CallCenter.Supervisor.Lists.Csv;

namespace CallCenter.Supervisor.Tests.Lists;

public sealed class ListImportTests
{
    private const string Two = "Phone,Name,Plan\n+14155550101,Ann,gold\n+14155550102,Bo,silver\n";

    [Fact]
    public async Task Rows_become_leads_that_may_be_dialled()
    {
        await using ImportHouse house = await ImportHouse.OpenAsync();
        Upload upload = await house.ImportAsync(Two, mapping: """{"columns": {"Phone": "phone1", "Name": "fullName", "Plan": "custom.plan"}, "encoding": "auto", "separator": "auto", "header": true}""");
        Assert.Equal((UploadState.Done, 2L, 2L, 0L), (upload.State, upload.RowCount, upload.InsertedCount, upload.RejectedCount));
        Assert.Equal(["1 Ann +14155550101 dialable {\"plan\":\"gold\"}", "1 Bo +14155550102 dialable {\"plan\":\"silver\"}"], await house.LeadsAsync());
        Assert.Equal(["plan"], (await house.ListAsync()).Fields);
    }

    [Fact]
    public async Task A_second_upload_of_the_same_file_brings_duplicates_only()
    {
        await using ImportHouse house = await ImportHouse.OpenAsync();
        await house.ImportAsync(Two);
        Upload again = await house.ImportAsync(Two);
        Assert.Equal((0L, 2L), (again.InsertedCount, again.DuplicateCount));
        Assert.Equal(2, await house.CountAsync("leads"));
    }

    // mode, scope, where the number is already -> inserted/updated/duplicates, and the name afterwards
    [Theory]
    [InlineData(DuplicateMode.Skip, DuplicateScope.File, "list", 0, 0, 1, "Old")]
    [InlineData(DuplicateMode.Skip, DuplicateScope.File, "other", 1, 0, 0, "Old")]
    [InlineData(DuplicateMode.Skip, DuplicateScope.List, "list", 0, 0, 1, "Old")]
    [InlineData(DuplicateMode.Skip, DuplicateScope.List, "campaign", 1, 0, 0, "Old")]
    [InlineData(DuplicateMode.Skip, DuplicateScope.Campaign, "list", 0, 0, 1, "Old")]
    [InlineData(DuplicateMode.Skip, DuplicateScope.Campaign, "campaign", 0, 0, 1, "Old")]
    [InlineData(DuplicateMode.Skip, DuplicateScope.Campaign, "other", 1, 0, 0, "Old")]
    [InlineData(DuplicateMode.Skip, DuplicateScope.All, "list", 0, 0, 1, "Old")]
    [InlineData(DuplicateMode.Skip, DuplicateScope.All, "campaign", 0, 0, 1, "Old")]
    [InlineData(DuplicateMode.Skip, DuplicateScope.All, "other", 0, 0, 1, "Old")]
    [InlineData(DuplicateMode.Update, DuplicateScope.File, "list", 0, 1, 0, "New")]
    [InlineData(DuplicateMode.Update, DuplicateScope.List, "list", 0, 1, 0, "New")]
    [InlineData(DuplicateMode.Update, DuplicateScope.List, "other", 1, 0, 0, "Old")]
    [InlineData(DuplicateMode.Update, DuplicateScope.Campaign, "campaign", 0, 1, 0, "New")]
    [InlineData(DuplicateMode.Update, DuplicateScope.All, "other", 0, 1, 0, "New")]
    [InlineData(DuplicateMode.Merge, DuplicateScope.List, "list", 0, 1, 0, "Old")]
    [InlineData(DuplicateMode.Merge, DuplicateScope.Campaign, "campaign", 0, 1, 0, "Old")]
    [InlineData(DuplicateMode.Merge, DuplicateScope.Campaign, "other", 1, 0, 0, "Old")]
    [InlineData(DuplicateMode.Merge, DuplicateScope.All, "other", 0, 1, 0, "Old")]
    public async Task Duplicates_are_found_in_their_scope(DuplicateMode mode, DuplicateScope scope, string where, int inserted, int updated, int duplicates, string name)
    {
        await using ImportHouse house = await ImportHouse.OpenAsync();
        LeadList list = await house.ListAsync();
        LeadList sister = await house.ListAsync("campaign");
        await house.ListAsync("other");
        await house.ExecuteAsync($"""
            INSERT INTO campaigns (name, mode, ratio, caller_id, ring_timeout_ms, rule_set, abandon_limit, amd, wrap_up_ms, max_attempts, connect_limit_ms, created_at, updated_at)
                VALUES ('c', 'ratio', 1, '', 25000, 'none', 0, 'off', 0, 5, 2000, 0, 0);
            INSERT INTO campaign_lists (campaign_id, list_id, position) VALUES (1, {list.Id}, 1), (1, {sister.Id}, 2);
            """);
        await house.ImportAsync("Phone,Name\n+14155550101,Old\n", list: where is "list" ? "List" : where);
        Upload upload = await house.ImportAsync("Phone,Name,Company\n+14155550101,New,Acme\n", new UploadChoices(mode, scope));
        Assert.Equal((inserted, updated, duplicates), (upload.InsertedCount, upload.UpdatedCount, upload.DuplicateCount));
        Assert.Equal(1, await house.CountAsync("customers"));
        Assert.All(await house.LeadsAsync(), l => Assert.Contains(name, l, StringComparison.Ordinal));
        Assert.Equal(mode != DuplicateMode.Skip || inserted == 1 ? 1 : 0, await house.CountAsync("customers WHERE company = 'Acme'"));
    }

    [Theory]
    [InlineData(DuplicateMode.Skip, 2, 0, 2, "Ann")]
    [InlineData(DuplicateMode.Update, 2, 2, 0, "Annie")]
    [InlineData(DuplicateMode.Merge, 2, 2, 0, "Ann")]
    public async Task Duplicates_within_the_file_are_found(DuplicateMode mode, int inserted, int updated, int duplicates, string name)
    {
        await using ImportHouse house = await ImportHouse.OpenAsync();
        const string Text = "Phone,Phone 2,Name,Company\n+14155550101,,Ann,\n+14155550102,,Bo,\n4155550101,+14155550109,Annie,Acme\n+14155550109,,Annie,\n";
        Upload upload = await house.ImportAsync(Text, new UploadChoices(mode, DuplicateScope.File));
        bool skip = mode == DuplicateMode.Skip;
        Assert.Equal((skip ? 3 : inserted, updated, skip ? 1 : duplicates), (upload.InsertedCount, upload.UpdatedCount, upload.DuplicateCount));
        List<string> leads = await house.LeadsAsync();
        Assert.Equal($"1 {name} +14155550101{(skip ? "" : "+14155550109")} dialable", leads[0]);
    }

    [Fact]
    public async Task Duplicates_are_found_across_batches()
    {
        await using ImportHouse house = await ImportHouse.OpenAsync();
        var text = new StringBuilder("Phone,Name\n");
        for (int i = 0; i < 5000; i++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"+1415{2000000 + (i % 3000)},Name {i}\n");
        }

        Upload upload = await house.ImportAsync(text.ToString(), new UploadChoices(DuplicateMode.Update, DuplicateScope.File));
        Assert.Equal((3000, 2000, 0), (upload.InsertedCount, upload.UpdatedCount, upload.DuplicateCount));
        Assert.Equal(1, await house.CountAsync("customers WHERE full_name = 'Name 4999'"));
        Assert.Equal(3000, await house.CountAsync("leads WHERE staged = 0"));
    }

    [Fact]
    public async Task A_dry_run_counts_the_same_and_keeps_nothing()
    {
        await using ImportHouse house = await ImportHouse.OpenAsync();
        await house.ImportAsync(Two);
        const string Text = "Phone,Name,Plan\n+14155550101,Ann,x\n+14155550103,Cai,x\n+14155550103,Cai,x\nbad,D,x\n";
        Upload dry = await house.ImportAsync(Text, new UploadChoices(DuplicateMode.Update, DuplicateScope.List, DryRun: true));
        List<string> before = await house.LeadsAsync();
        Upload real = await house.ImportAsync(Text, new UploadChoices(DuplicateMode.Update, DuplicateScope.List));
        Assert.Equal((4, 1, 2, 0, 1), (dry.RowCount, dry.InsertedCount, dry.UpdatedCount, dry.DuplicateCount, dry.RejectedCount));
        Assert.Equal((real.RowCount, real.InsertedCount, real.UpdatedCount, real.DuplicateCount, real.RejectedCount), (dry.RowCount, dry.InsertedCount, dry.UpdatedCount, dry.DuplicateCount, dry.RejectedCount));
        Assert.Equal(2, before.Count);
        Assert.Equal(UploadState.Done, dry.State);
    }

    [Fact]
    public async Task Leads_on_do_not_call_are_stored_and_not_dialled()
    {
        await using ImportHouse house = await ImportHouse.OpenAsync();
        await house.ExecuteAsync("INSERT INTO do_not_call (number, kind, source, created_at) VALUES ('+14155550102', 'number', 'api', 0), ('+1212', 'prefix', 'api', 0)");
        Upload upload = await house.ImportAsync("Phone,Phone 2,Name\n+14155550101,,Ann\n+14155550102,,Bo\n+14155550103,+12125550104,Cai\n");
        Assert.Equal((3, 2), (upload.InsertedCount, upload.DoNotCallCount));
        Assert.Equal(2, await house.CountAsync("leads WHERE state = 'doNotCall'"));
    }

    [Fact]
    public async Task Undo_takes_everything_away_that_the_upload_brought()
    {
        await using ImportHouse house = await ImportHouse.OpenAsync();
        await house.ImportAsync(Two, mapping: """{"columns": {"Phone": "phone1", "Name": "fullName", "Plan": "custom.plan"}}""");
        List<string> before = await house.LeadsAsync();
        Upload upload = await house.ImportAsync(
            "Phone,Mobile,Name,Plan\n+14155550101,+14155550191,Anna,platinum\n+14155550103,,Cai,gold\n+14155550101,,Anne,\n",
            new UploadChoices(DuplicateMode.Update, DuplicateScope.List),
            mapping: """{"columns": {"Phone": "phone1", "Mobile": "phone2", "Name": "fullName", "Plan": "custom.plan"}}""");
        Assert.Equal(3, (await house.LeadsAsync()).Count);
        Assert.Contains("Anne", (await house.LeadsAsync())[0], StringComparison.Ordinal);
        Assert.Equal(UploadWish.Done, await house.Service.UndoAsync(upload.Id, CancellationToken.None));
        Assert.Equal(before, await house.LeadsAsync());
        Assert.Equal((2, 2, 0), (await house.CountAsync("customers"), await house.CountAsync("customer_numbers"), await house.CountAsync("upload_changes")));
        Assert.Equal(UploadState.Undone, (await house.Uploads.GetAsync(upload.Id, CancellationToken.None))!.State);
        Assert.Equal(UploadWish.WrongState, await house.Service.UndoAsync(upload.Id, CancellationToken.None));
    }

    [Fact]
    public async Task Undo_keeps_what_somebody_changed_since()
    {
        await using ImportHouse house = await ImportHouse.OpenAsync();
        await house.ImportAsync(Two);
        Upload upload = await house.ImportAsync("Phone,Name\n+14155550101,Anna\n", new UploadChoices(DuplicateMode.Update, DuplicateScope.List));
        await house.ExecuteAsync("UPDATE customers SET full_name = 'By hand', version = version + 1 WHERE full_name = 'Anna'");
        await house.Service.UndoAsync(upload.Id, CancellationToken.None);
        Assert.Equal(1, await house.CountAsync("customers WHERE full_name = 'By hand'"));
    }

    [Fact]
    public async Task An_upload_is_not_undone_once_a_lead_of_it_was_dialled()
    {
        await using ImportHouse house = await ImportHouse.OpenAsync();
        Upload upload = await house.ImportAsync(Two);
        await house.ExecuteAsync("UPDATE leads SET state = 'dialing' WHERE id = 1");
        Assert.Equal(UploadWish.AlreadyDialled, await house.Service.UndoAsync(upload.Id, CancellationToken.None));
        Assert.Equal(2, await house.CountAsync("leads WHERE staged = 0"));
    }

    [Fact]
    public async Task A_customer_of_two_lists_survives_the_undo_of_one()
    {
        await using ImportHouse house = await ImportHouse.OpenAsync();
        Upload first = await house.ImportAsync(Two);
        await house.ImportAsync(Two, list: "other");
        await house.Service.UndoAsync(first.Id, CancellationToken.None);
        Assert.Equal((2, 2), (await house.CountAsync("leads"), await house.CountAsync("customers")));
    }

    [Fact]
    public async Task A_cancelled_upload_leaves_nothing()
    {
        await using ImportHouse house = await ImportHouse.OpenAsync();
        (Upload? upload, _) = await house.AcceptAsync(Encoding.UTF8.GetBytes(Two));
        Assert.Equal(UploadWish.Done, await house.Service.CancelAsync(upload!.Id, CancellationToken.None));
        Upload ended = await house.Import.RunAsync(upload, CancellationToken.None);
        Assert.Equal(UploadState.Cancelled, ended.State);
        Assert.Equal((0, 0), (await house.CountAsync("leads"), await house.CountAsync("customers")));
        Assert.Equal(UploadWish.WrongState, await house.Service.CancelAsync(upload.Id, CancellationToken.None));
    }

    [Fact]
    public async Task A_queued_upload_is_cancelled_at_once()
    {
        await using ImportHouse house = await ImportHouse.OpenAsync();
        (Upload? upload, _) = await house.AcceptAsync(Encoding.UTF8.GetBytes(Two), state: UploadState.Queued);
        Assert.Equal(UploadWish.Done, await house.Service.CancelAsync(upload!.Id, CancellationToken.None));
        Assert.Equal(UploadState.Cancelled, (await house.Uploads.GetAsync(upload.Id, CancellationToken.None))!.State);
        Assert.Null(house.Files.OpenRead(upload.StoredPath));
    }

    [Fact]
    public async Task An_import_cut_off_is_failed_at_the_next_start_and_can_be_repeated()
    {
        await using ImportHouse house = await ImportHouse.OpenAsync();
        var text = new StringBuilder("Phone,Name\n");
        for (int i = 0; i < 5000; i++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"+1415{2000000 + i},Name {i}\n");
        }

        byte[] bytes = Encoding.UTF8.GetBytes(text.ToString());
        (Upload? upload, _) = await house.AcceptAsync(bytes);
        await house.CutOffAfterAsync(upload!, batches: 1);
        Assert.Equal(ListImport.BatchRows, await house.CountAsync("leads WHERE staged = 1"));

        await house.Worker.RecoverAsync(CancellationToken.None);
        Upload ended = (await house.Uploads.GetAsync(upload!.Id, CancellationToken.None))!;
        Assert.Equal(UploadState.Failed, ended.State);
        Assert.NotNull(ended.Error);
        Assert.Equal((0, 0), (await house.CountAsync("leads"), await house.CountAsync("customers")));
        Upload again = await house.ImportAsync(bytes);
        Assert.Equal((5000, 0), (again.InsertedCount, again.DuplicateCount));
    }

    [Fact]
    public async Task An_import_whose_rows_are_all_stored_is_completed_at_the_next_start()
    {
        await using ImportHouse house = await ImportHouse.OpenAsync();
        Upload upload = await house.ImportAsync(Two);
        await house.ExecuteAsync("UPDATE uploads SET state = 'running'; UPDATE leads SET staged = 1");
        await house.Worker.RecoverAsync(CancellationToken.None);
        Assert.Equal(UploadState.Done, (await house.Uploads.GetAsync(upload.Id, CancellationToken.None))!.State);
        Assert.Equal(2, await house.CountAsync("leads WHERE staged = 0"));
    }

    [Fact]
    public async Task What_another_process_imports_is_left_alone()
    {
        await using ImportHouse house = await ImportHouse.OpenAsync();
        (Upload? upload, _) = await house.AcceptAsync(Encoding.UTF8.GetBytes(Two));
        using FileStream? held = house.Files.TryTakeOver(upload!.StoredPath);
        await house.Worker.RecoverAsync(CancellationToken.None);
        Assert.Equal(UploadState.Running, (await house.Uploads.GetAsync(upload.Id, CancellationToken.None))!.State);
    }

    [Fact]
    public async Task An_undo_cut_off_is_finished_at_the_next_start()
    {
        await using ImportHouse house = await ImportHouse.OpenAsync();
        Upload upload = await house.ImportAsync(Two);
        await house.Uploads.MarkUndoAsync(upload.Id, on: true, CancellationToken.None);
        await house.Rows.StageAsync(upload.Id, CancellationToken.None);
        await house.Worker.RecoverAsync(CancellationToken.None);
        Assert.Equal(UploadState.Undone, (await house.Uploads.GetAsync(upload.Id, CancellationToken.None))!.State);
        Assert.Equal(0, await house.CountAsync("leads"));
    }

    [Fact]
    public async Task Totals_add_up_and_agree_with_the_tables_whatever_the_file_holds()
    {
        var random = new Random(20261122);
        string[] phones = ["+14155550101", "+14155550102", "4155550103", "(415) 555-0104", "abc", "", "12", "+14155550105\0", "+14155550106", "'+14155550107"];
        for (int round = 0; round < 25; round++)
        {
            await using ImportHouse house = await ImportHouse.OpenAsync();
            for (int file = 0; file < 3; file++)
            {
                var text = new StringBuilder("Phone,Name,Mobile\n");
                int rows = random.Next(1, 40);
                for (int i = 0; i < rows; i++)
                {
                    string line = $"{phones[random.Next(phones.Length)]},N{random.Next(5)},{phones[random.Next(phones.Length)]}";
                    text.Append(random.Next(8) == 0 ? line + ",x" : line).Append(random.Next(9) == 0 ? "z\"" : "").Append('\n');
                }

                long leads = await house.CountAsync("leads");
                var choices = new UploadChoices((DuplicateMode)random.Next(3), (DuplicateScope)random.Next(4));
                Upload upload = await house.ImportAsync(text.ToString(), choices, random.Next(2) == 0 ? "A" : "B");
                Assert.Equal(rows, upload.RowCount);
                Assert.Equal(leads + upload.InsertedCount, await house.CountAsync("leads"));
                Assert.Equal(upload.RejectedCount, await house.CountAsync($"upload_rejects WHERE upload_id = {upload.Id}"));
                if (random.Next(3) == 0)
                {
                    Assert.Equal(UploadWish.Done, await house.Service.UndoAsync(upload.Id, CancellationToken.None));
                    Assert.Equal(leads, await house.CountAsync("leads"));
                }
            }

            Assert.Equal(0, await house.CountAsync("customers c WHERE NOT EXISTS (SELECT 1 FROM leads l WHERE l.customer_id = c.id)"));
            Assert.Equal(0, await house.CountAsync("leads WHERE staged = 1"));
        }
    }

    [Fact]
    public async Task The_worker_imports_what_is_queued_and_tells_the_dialer()
    {
        await using ImportHouse house = await ImportHouse.OpenAsync();
        (Upload? upload, _) = await house.AcceptAsync(Encoding.UTF8.GetBytes(Two), state: UploadState.Queued);
        await house.Worker.StartAsync(CancellationToken.None);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (house.Dialer.Commands.IsEmpty)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, limit.Token);
        }

        await house.Worker.StopAsync(CancellationToken.None);
        Assert.Equal(UploadState.Done, (await house.Uploads.GetAsync(upload!.Id, CancellationToken.None))!.State);
        Assert.Null(house.Files.OpenRead(upload.StoredPath));
    }

    [Theory]
    [InlineData("""{"columns": {"Nope": "phone1"}}""", "missing_column")]
    [InlineData("""{"columns": {"Phone": "nope"}}""", "unknown_target")]
    [InlineData("""{"encoding": "ebcdic"}""", "unknown_encoding")]
    [InlineData("""{"separator": "ab"}""", "invalid_separator")]
    public async Task A_wrong_mapping_stores_nothing(string mapping, string code)
    {
        await using ImportHouse house = await ImportHouse.OpenAsync();
        (Upload? upload, MappingFault? fault) = await house.AcceptAsync(Encoding.UTF8.GetBytes(Two), mapping: mapping);
        Assert.Null(upload);
        Assert.Equal(code, fault!.Code);
        Assert.Equal(0, await house.CountAsync("uploads"));
        Assert.Empty(Directory.GetFiles(Path.Combine(house.Folder, "uploads")));
    }

    [Fact]
    public async Task The_command_line_makes_the_list_and_reports()
    {
        await using ImportHouse house = await ImportHouse.OpenAsync();
        string path = Path.Combine(house.Folder, "in.csv");
        await File.WriteAllTextAsync(path, Two + "bad,X,y\n");
        using var output = new StringWriter();
        using var errors = new StringWriter();
        Assert.Equal(0, await house.Command.RunAsync(new ImportOrder("From CLI", path), output, errors, CancellationToken.None));
        Assert.Contains("3 rows = 2 inserted (0 of them do-not-call) + 0 updated + 0 duplicates + 1 rejected", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("row 4: phone1 'bad'", errors.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, await house.Command.RunAsync(new ImportOrder("From CLI", path), output, errors, CancellationToken.None));
        Assert.Equal(1, await house.Command.RunAsync(new ImportOrder("From CLI", path + ".not"), output, errors, CancellationToken.None));
        Assert.Equal(1, await house.Command.RunAsync(new ImportOrder("From CLI", path, "{"), output, errors, CancellationToken.None));
    }
}
