import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import common from '../src/i18n/strings/en.json';
import { fetchLateParts, Late, latePart } from '../src/parts/late';

beforeAll(() => i18next.use(initReactI18next).init({ lng: 'en', resources: { en: { common } }, defaultNS: 'common' }));
afterEach(cleanup);

const part = { default: ({ text }: { text: string }) => <b>{text}</b> };

describe('a part that comes late', () => {
  it('shows something meanwhile, then itself', async () => {
    const later = latePart(async () => part);
    render(<Late part={later} give={{ text: 'here' }} waiting="wait" />);
    expect(screen.getByText('wait')).toBeTruthy();
    expect(await screen.findByText('here')).toBeTruthy();
  });

  it('says in its place that it could not be fetched, and can be tried again', async () => {
    const load = vi.fn(async () => part).mockRejectedValueOnce(new TypeError('gone'));
    const later = latePart(load);
    render(<Late part={later} give={{ text: 'here' }} waiting="wait" />);
    fireEvent.click(await screen.findByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('here')).toBeTruthy();
  });

  it('is there at once when it was fetched ahead, whatever became of others', async () => {
    latePart<object>(() => Promise.reject(new TypeError('gone')));
    const later = latePart(async () => part);
    await fetchLateParts();
    render(<Late part={later} give={{ text: 'here' }} waiting="wait" />);
    expect(screen.getByText('here')).toBeTruthy();
  });
});
