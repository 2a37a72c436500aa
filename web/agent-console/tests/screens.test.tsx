import { startLanguages, useLanguage } from '@callcenter/ui';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, render, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { resetDesk, takeChange, takeResume } from '../src/desk/deskStore';
import { CallBand } from '../src/features/call-band';
import { bandStateOf } from '../src/features/call-band/bandState';
import { Customer } from '../src/features/customer';
import { History } from '../src/features/history';
import { Reason } from '../src/features/reason';
import { loadLanguage } from '../src/strings/load';
import { agent, call, pop, snapshot } from './fixtures';

const show = (what: ReactNode) => render(<QueryClientProvider client={new QueryClient()}>{what}</QueryClientProvider>);
const talking = { ...agent, state: 'talking' as const, call };

beforeAll(() => {
  vi.stubGlobal('fetch', async () => new Response('{"items":[]}'));
  return startLanguages(loadLanguage);
});
beforeEach(resetDesk);
afterEach(cleanup);

describe('the screen of a call', () => {
  it('shows the customer the moment the change comes', () => {
    takeResume({ snapshot, changes: [] });
    show(<CallBand />);
    expect(screen.getByText('Waiting for the next call')).toBeTruthy();
    act(() => {
      takeChange({ change: 'agentMoved', version: 11, agent: talking });
      takeChange({ change: 'screenPopped', version: 12, pop });
    });
    expect(screen.getByTestId('caller').textContent).toBe('Maria Gonzalez');
    expect(screen.getByRole('button', { name: /Hang up/ })).toBeTruthy();
  });

  it('tells why, and what happened before', () => {
    takeResume({ snapshot: { ...snapshot, agent: talking, pop }, changes: [] });
    show(
      <>
        <Reason />
        <History />
      </>,
    );
    expect(screen.getByText('Attempt 2. Last time: No answer.')).toBeTruthy();
    expect(screen.getByText('Interested')).toBeTruthy();
    expect(screen.getByText('asked for a price by e-mail')).toBeTruthy();
  });

  it('shows what customers wrote as text, whatever they wrote', () => {
    const nasty = '<img src=x onerror="alert(1)"><script>alert(2)</script>';
    const customer = pop.customer && { ...pop.customer, name: nasty, company: nasty, note: nasty, email: nasty };
    takeResume({
      snapshot: { ...snapshot, agent: talking, pop: { ...pop, customer, fields: [{ name: nasty, value: nasty }] } },
      changes: [],
    });
    const { container } = show(
      <>
        <CallBand />
        <Customer />
        <Reason />
      </>,
    );
    expect(container.querySelector('img, script')).toBeNull();
    expect(screen.getAllByText(nasty).length).toBeGreaterThan(3);
  });

  it('says the same in Chinese', async () => {
    takeResume({ snapshot, changes: [] });
    show(<CallBand />);
    await act(() => useLanguage.getState().choose('zh-Hant'));
    expect(screen.getByText('等待下一通電話')).toBeTruthy();
    await act(() => useLanguage.getState().choose('en'));
  });
});

describe('the band', () => {
  it.each([
    [{ ...call, state: 'connected' }, 'connected'],
    [{ ...call, muted: true }, 'muted'],
    [{ ...call, state: 'held', muted: true }, 'held'],
    [{ ...call, state: 'ringing' }, 'ringing'],
    [{ ...call, state: 'wrapUp' }, 'wrapUp'],
  ])('shows %o as %s', (given, shown) => {
    expect(bandStateOf({ ...agent, state: 'talking', call: given })).toBe(shown);
  });

  it.each(['ready', 'paused', 'connecting', 'unreachable', 'reserved'] as const)('shows %s without a call', (state) => {
    expect(bandStateOf({ ...agent, state })).toBe(state);
  });
});
