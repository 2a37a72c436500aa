import { describe, expect, it } from 'vitest';
import { next, type PhoneEvent, softphoneStates } from '../src/machine';

const events: PhoneEvent['kind'][] = ['connect', 'granted', 'up', 'lost', 'failed', 'leave'];

describe('the phone moves', () => {
  it('as this table says, and nowhere else', () => {
    const table = softphoneStates.map((state) => `${state}: ${events.map((event) => next(state, event) ?? '-').join(' ')}`);
    expect(table).toEqual([
      'idle: asking - - - - -',
      'asking: - connecting - - failed idle',
      'connecting: - - connected - failed idle',
      'connected: - - - reconnecting failed idle',
      'reconnecting: - - connected - failed idle',
      'failed: asking - - - - idle',
    ]);
  });
});
