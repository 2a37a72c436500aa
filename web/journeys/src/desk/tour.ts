import type { Desk } from './desk.ts';

/** Called on every screen and dialog with its name. */
export type Visit = (screen: string) => Promise<void>;

/** Every screen before and between calls; ends in pause. The desk stands in the pre-shift check. */
export async function tourOfWaiting(desk: Desk, user: string, campaign: string, visit: Visit): Promise<void> {
  const { page, texts } = desk;
  await desk.saying('sign-on:microphoneHeard').waitFor();
  await desk.startButton.click({ trial: true }); // until it is enabled: on the way there its colours change
  await visit('pre-shift check');
  await desk.startShift(campaign);
  await visit('paused');

  await desk.button('header:pause').click();
  await page.getByRole('menuitem').first().waitFor();
  await visit('pause reasons');
  await page.keyboard.press('Escape');

  await desk.button('header:devices.label').click();
  await desk.saying('header:devices.microphone').waitFor();
  await page.getByRole('combobox').first().waitFor();
  await visit('device picker');
  await page.keyboard.press('Escape');

  await page
    .getByRole('button', { name: texts.of('common:account', { name: user, initials: user.slice(0, 2).toUpperCase() }) })
    .click();
  await desk.saying('header:menu.signOut').waitFor();
  await visit('user menu');
  await page.keyboard.press('Escape');

  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  await visit('list of keys');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });

  await desk.button('manual-dial:open').click();
  await page.getByRole('dialog').waitFor();
  await visit('manual dial');
  await page.getByRole('dialog').getByRole('textbox').fill('12');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByRole('alert').waitFor();
  await visit('manual dial, refused');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}

/** Every screen of a call; begins in pause and ends in it. */
export async function tourOfCall(desk: Desk, visit: Visit): Promise<void> {
  const { page } = desk;
  await desk.goReady();
  await desk.call();
  await desk.callerName();
  await desk.notes.fill('Prefers e-mail.\nHas two children.');
  await desk.saying('notes:state.saved').waitFor();
  await visit('call');

  await desk.button('keypad:button').click();
  await page.getByRole('button', { name: desk.texts.of('keypad:key', { digit: '5' }) }).click();
  await visit('keypad');
  await page.keyboard.press('Escape');
  await desk.button('call-band:mute').click();
  await desk.isIn('muted');
  await visit('muted');
  await desk.button('call-band:unmute').click();
  await desk.button('call-band:hold').click();
  await desk.isIn('held');
  await visit('on hold');
  await desk.button('call-band:resume').click();
  await desk.isIn('connected');

  await page.getByRole('button', { name: desk.texts.of('desk:disposition.callback'), exact: false }).click();
  await desk.button('disposition:callback.quick.tomorrowMorning').click();
  await page
    .getByRole('textbox', { name: desk.texts.of('disposition:callback.when') })
    .first()
    .waitFor();
  await visit('call-back');
  await desk.hangUp();
  await visit('wrap-up');
  await page.keyboard.press('Control+Shift+Enter');
  await desk.isIn('paused');
  await visit('after the call');
}
