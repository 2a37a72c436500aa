import { checkTexts, type Tree } from '../../ui/tests/textChecks';

// What the services can answer this application with, beyond what every page may hear.
const codes = `
  amd_not_available built_in campaign_archived campaign_not_ready campaign_running last_administrator mode_not_available own_account prompt_in_use team_not_empty test_under_way transport_not_available trunk_disabled trunk_in_use
  csrf_token_required database_unavailable dialer_unreachable edited_meanwhile forbidden internal_error invalid_request name_taken
  not_found session_ended sign_in_required too_many_requests unknown_reference
  agent_signed_out invalid_agent phone_in_use phone_not_registered
  no_agent not_your_score recording_lost score_finished scored_before`
  .trim()
  .split(/\s+/);

checkTexts({
  files: {
    ...import.meta.glob<Tree>('../src/**/strings/*.json', { eager: true, import: 'default' }),
    ...import.meta.glob<Tree>('../../ui/src/i18n/strings/*.json', { eager: true, import: 'default' }),
  },
  common: '../../ui/src/i18n/strings',
  folders: 3,
  codes,
});
