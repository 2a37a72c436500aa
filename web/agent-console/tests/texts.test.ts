import { describe, expect, it } from 'vitest';

type Tree = { [key: string]: string | Tree };
const files = {
  ...import.meta.glob<Tree>('../src/**/strings/*.json', { eager: true, import: 'default' }),
  ...import.meta.glob<Tree>('../../ui/src/i18n/strings/*.json', { eager: true, import: 'default' }),
};

function flat(tree: Tree, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string' ? [[prefix + key, value] as const] : [...flat(value, `${prefix}${key}.`)],
    ),
  );
}

const folders = [...new Set(Object.keys(files).map((path) => path.slice(0, path.lastIndexOf('/'))))];
const texts = (folder: string, language: string) => flat(files[`${folder}/${language}.json`] ?? {});
// English has a form of its own for one; Chinese has one form for all.
const plain = (key: string) => key.replace(/_(one|other)$/, '');
const holes = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').sort();

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

describe('texts', () => {
  it('are found', () => {
    expect(folders.length).toBeGreaterThan(15);
  });

  it.each(folders)('%s are there in every language', (folder) => {
    const english = new Set([...texts(folder, 'en').keys()].map(plain));
    expect(english.size).toBeGreaterThan(0);
    for (const language of ['zh-Hans', 'zh-Hant']) {
      expect([...new Set([...texts(folder, language).keys()].map(plain))].sort()).toEqual([...english].sort());
    }
  });

  it.each(folders)('%s have the same holes to fill in every language', (folder) => {
    const english = texts(folder, 'en');
    for (const language of ['zh-Hans', 'zh-Hant']) {
      for (const [key, text] of texts(folder, language)) {
        expect([key, holes(text)]).toEqual([key, holes(english.get(key) ?? english.get(`${plain(key)}_other`) ?? '')]);
      }
    }
  });

  it.each(folders)('%s in the two Chinese scripts are not mixed up', (folder) => {
    const onlySimplified = /[们这说话录电备号见时间输账务开关发]/;
    const onlyTraditional = /[們這說話錄電備號見時間輸賬務開關發]/;
    expect([...texts(folder, 'zh-Hant').values()].filter((text) => onlySimplified.test(text))).toEqual([]);
    expect([...texts(folder, 'zh-Hans').values()].filter((text) => onlyTraditional.test(text))).toEqual([]);
  });

  it.each(codes)('put %s into words', (code) => {
    expect(texts('../../ui/src/i18n/strings', 'en').get(`errors.${code}`)).toBeTruthy();
  });
});
