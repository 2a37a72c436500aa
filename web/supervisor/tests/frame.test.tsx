import { latePart, type Me, startLanguages } from '@callcenter/ui';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import i18next from 'i18next';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { useSession } from '../src/live/session';
import { App } from '../src/shell/App';
import type { Feature } from '../src/shell/feature';
import { loadLanguage } from '../src/strings/load';

vi.mock('../src/shell/features', () => {
  const page = (text: string) => latePart(async () => ({ default: () => <h2>{text}</h2> }));
  const icon = () => <i />;
  const features: Feature[] = [
    { name: 'one', path: 'one', nav: { group: 'live', icon }, permission: ['one.read', 'one.edit'], page: page('Page one') },
    { name: 'two', path: 'two', nav: { group: 'lists', icon }, permission: ['two.read'], page: page('Page two') },
    { name: 'wide', path: 'wide', nav: null, permission: ['one.read'], page: page('Whole window'), bare: true },
  ];
  return { features };
});

function signedIn(...permissions: string[]): void {
  const me: Me = {
    id: '1',
    userName: 'sue',
    displayName: 'Sue Hart',
    roles: ['supervisor'],
    permissions,
    csrf: 'x',
    mustChangePassword: false,
    demo: false,
  };
  useSession.setState({ me, over: false });
}

function open(path: string): void {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MemoryRouter initialEntries={[path]}>
        <App obstacle={null} />
      </MemoryRouter>
    </QueryClientProvider>,
  );
}

beforeAll(async () => {
  await startLanguages(loadLanguage);
  i18next.addResource('en', 'one', 'nav', 'First');
  i18next.addResource('en', 'two', 'nav', 'Second');
});
afterEach(cleanup);

describe('the frame', () => {
  it('shows in the navigation only what the permissions open', async () => {
    signedIn('one.edit');
    open('/one');
    expect(await screen.findByText('Page one')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'First' }).getAttribute('aria-current')).toBe('page');
    expect(screen.queryByRole('link', { name: 'Second' })).toBeNull();
  });

  it('leads to the first page that is allowed', async () => {
    signedIn('two.read');
    open('/');
    expect(await screen.findByText('Page two')).toBeTruthy();
  });

  it('says so when a page is not allowed, and when there is none', () => {
    signedIn('two.read');
    open('/one');
    expect(screen.getByText('Your roles do not open this page')).toBeTruthy();
    open('/nowhere');
    expect(screen.getByText('There is no such page')).toBeTruthy();
  });

  it('gives the whole window to a page that asks for it', async () => {
    signedIn('one.read');
    open('/wide');
    expect(await screen.findByText('Whole window')).toBeTruthy();
    expect(screen.queryByRole('navigation')).toBeNull();
  });

  it('keeps the page and asks to sign in again when the session is over', async () => {
    signedIn('one.read');
    open('/one');
    await screen.findByText('Page one');
    useSession.setState({ over: true });
    expect(await screen.findByText('Your session is over')).toBeTruthy();
    expect(screen.getByText('Page one')).toBeTruthy();
  });
});
