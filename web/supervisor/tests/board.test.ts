import type { BoardChange, BoardSnapshot, CampaignId, UserId } from '@callcenter/ui/contracts';
import { beforeEach, describe, expect, it } from 'vitest';
import { resetBoard, takeChange, takeResume, useBoard } from '../src/live/boardStore';
import { hourOf, rolling, summed, withMinute } from '../src/live/history';

const noon = '2026-03-02T12:00:00.000Z';
const agent = (id: string, name: string) =>
  ({
    id: id as UserId,
    userName: name.toLowerCase(),
    name,
    teamIds: [],
    state: 'ready',
    since: noon,
    reason: null,
    phone: null,
    campaignIds: [],
    call: null,
    calls: 0,
    sales: 0,
    mos: null,
  }) as const;

const snapshot: BoardSnapshot = {
  stream: 'one',
  version: 7,
  serverTime: noon,
  fresh: true,
  limits: { talkSeconds: 900, wrapUpSeconds: 120, pausedSeconds: 1800, unreachableSeconds: 10 },
  teams: [],
  agents: [agent('1', 'Ann'), agent('2', 'Bo')],
  campaigns: [],
  trunks: [],
  alarms: [],
  monitorings: [],
  today: { calls: 0, contacts: 0, sales: 0, talkSeconds: 0, wrapUpSeconds: 0 },
  history: { from: noon, campaigns: [] },
};

const change = (version: number, rest: Partial<BoardChange> = {}): BoardChange => ({
  stream: 'one',
  version,
  serverTime: noon,
  fresh: null,
  agents: null,
  agentsGone: null,
  campaigns: null,
  campaignsGone: null,
  teams: null,
  trunks: null,
  alarms: null,
  monitorings: null,
  today: null,
  minute: null,
  ...rest,
});

beforeEach(resetBoard);

describe('the board', () => {
  it('takes changes in their order, and only what changed becomes another object', () => {
    takeResume({ snapshot, changes: [change(8, { agents: [{ ...agent('2', 'Bo'), state: 'paused' }] })] });
    const before = useBoard.getState();
    expect(before.agents.get('2')?.state).toBe('paused');
    expect(takeChange(change(9, { agents: [agent('3', 'Abe')], agentsGone: ['2' as UserId] }))).toBe(true);
    const { agents, trunks } = useBoard.getState();
    expect([...agents.values()].map(({ name }) => name)).toEqual(['Abe', 'Ann']);
    expect(agents.get('1')).toBe(before.agents.get('1'));
    expect(trunks).toBe(before.trunks);
  });

  it('asks again after a gap and for another numbering, and passes over what came twice', () => {
    takeResume({ snapshot, changes: [] });
    expect(takeChange(change(9))).toBe(false);
    expect(takeChange({ ...change(8), stream: 'two' })).toBe(false);
    expect(takeChange(change(7, { agentsGone: ['1' as UserId] }))).toBe(true);
    expect(useBoard.getState().agents.size).toBe(2);
  });
});

describe('the hour', () => {
  const id = '5' as CampaignId;
  const hour = hourOf({
    from: noon,
    campaigns: [{ id, attempts: [4, 2, 1], liveAnswers: [3, 1, 1], connected: [2, 1, 1], abandoned: [1, 0, 0] }],
  });
  const minute = (at: string, attempts: number) => ({
    at,
    campaigns: [{ id, attempts, liveAnswers: 0, connected: 0, abandoned: 0 }],
  });

  it('replaces the present minute and moves on with the time', () => {
    const same = withMinute(hour, minute('2026-03-02T12:02:00.000Z', 6));
    expect(summed(same, 'attempts')).toEqual([4, 2, 6]);
    const later = withMinute(same, minute('2026-03-02T12:04:00.000Z', 9));
    expect(summed(later, 'attempts')).toEqual([6, 0, 9]);
    expect(later.from).toBe(Date.parse('2026-03-02T12:02:00.000Z'));
  });

  it('gives a share only where enough was counted', () => {
    expect(rolling([1, 0, 2], [8, 2, 10], 2)).toEqual([null, 0.1, 2 / 12]);
  });
});
