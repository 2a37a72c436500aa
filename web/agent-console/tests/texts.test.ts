import { checkTexts, type Tree } from '../../ui/tests/textChecks';

// What the services can answer an agent's page with (src/AgentConsole, src/Dialer, src/Portal).
const codes = `
  agent_busy already_disposed browser_phones_unavailable call_ended call_in_progress call_not_allowed call_not_connected
  callback_not_found campaign_incomplete campaign_not_running csrf_token_required database_unavailable dialer_error dialer_stopping
  dialer_unreachable forbidden idempotency_in_progress idempotency_key_reused internal_error invalid_campaigns invalid_command
  invalid_digits invalid_number invalid_offer invalid_request invalid_sdp invalid_tab lead_in_use media_ports_used_up no_campaign no_person
  no_session no_trunk not_found not_possible_now not_wrapping_up notes_changed password_change_required payload_too_large
  phone_connecting phone_not_answered phone_not_available phone_not_connected phone_not_registered phone_open_elsewhere
  request_timeout session_ended session_exists sign_in_required too_many_commands too_many_offers too_many_requests too_many_tries
  undo_too_late`
  .trim()
  .split(/\s+/);

checkTexts({
  files: {
    ...import.meta.glob<Tree>('../src/**/strings/*.json', { eager: true, import: 'default' }),
    ...import.meta.glob<Tree>('../../ui/src/i18n/strings/*.json', { eager: true, import: 'default' }),
  },
  common: '../../ui/src/i18n/strings',
  folders: 16,
  codes,
});
