import { ApiError, useToasts } from '@callcenter/ui';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { resetDesk, useDesk } from '../src/desk/deskStore';
import { changeDraft, openDraft, useDraft } from '../src/features/disposition/draftStore';
import { isDutyOf } from '../src/features/disposition/expiry';
import { saveCorrection, saveDraft, useSaving } from '../src/features/disposition/saving';
import { agent, call, pop } from './fixtures';

const { post, wishFor, flushNotes, notesInConflict } = vi.hoisted(() => ({
  post: vi.fn(),
  wishFor: vi.fn(),
  flushNotes: vi.fn(),
  notesInConflict: vi.fn(),
}));
vi.mock('../src/desk/api', () => ({ api: { post } }));
vi.mock('../src/desk/wish', () => ({ wishFor }));
vi.mock('../src/features/notes', () => ({ flushNotes, notesInConflict }));

beforeEach(() => {
  vi.resetAllMocks();
  localStorage.clear();
  post.mockResolvedValue({ callbackId: null, repeated: false });
  wishFor.mockResolvedValue(true);
  flushNotes.mockResolvedValue(true);
  notesInConflict.mockReturnValue(false);
  resetDesk();
  useDesk.setState({ agent: { ...agent, state: 'wrapUp', call: { ...call, state: 'wrapUp' } }, pop });
  openDraft(pop.call);
  changeDraft({ disposition: 'sale' });
  useSaving.setState({ busy: false, correcting: null });
  useToasts.setState({ toasts: [] });
});

describe('saving the verdict', () => {
  it('and resting stores nothing when the pause is refused: the agent would be called at once', async () => {
    wishFor.mockResolvedValue(false);
    expect(await saveDraft('paused')).toBe(false);
    expect(post).not.toHaveBeenCalled();
    expect(await saveDraft('ready')).toBe(true);
    expect(post).toHaveBeenCalledOnce();
  });

  it('waits for notes in conflict, but not when the wrap-up runs out', async () => {
    flushNotes.mockResolvedValue(false);
    notesInConflict.mockReturnValue(true);
    expect(await saveDraft('ready')).toBe(false);
    expect(post).not.toHaveBeenCalled();
    expect(await saveDraft('asAsked')).toBe(true);
    expect(post).toHaveBeenCalledOnce();
  });
});

describe('a correction', () => {
  const draft = () => useDraft.getState();

  it('that is refused for good lets the agent go when the dialog is closed', async () => {
    useSaving.setState({ correcting: { pop, draft: draft() } });
    post.mockRejectedValue(new ApiError(409, 'already_disposed', 'No.'));
    await saveCorrection(pop, draft());
    expect(useSaving.getState().correcting).not.toBeNull();
    await saveCorrection(pop, draft(), true);
    expect(useSaving.getState().correcting).toBeNull();
  });

  it('that may still be stored keeps its dialog', async () => {
    useSaving.setState({ correcting: { pop, draft: draft() } });
    post.mockRejectedValue(new ApiError(503, 'database_unavailable', 'Later.'));
    await saveCorrection(pop, draft(), true);
    expect(useSaving.getState().correcting).not.toBeNull();
  });
});

describe('the end of the wrap-up', () => {
  it('is the duty of the page with the phone', () => {
    const phone = agent.phone;
    expect(isDutyOf(phone, 'tab-1')).toBe(true);
    expect(isDutyOf(phone, 'tab-2')).toBe(false);
    expect(isDutyOf(phone && { ...phone, kind: 'sip', tab: null }, 'tab-2')).toBe(true);
    expect(isDutyOf(null, 'tab-2')).toBe(true);
  });
});
