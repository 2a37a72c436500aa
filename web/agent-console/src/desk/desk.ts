import { showToast, textOfCode } from '@callcenter/ui';
import type { DeskReply } from '@callcenter/ui/contracts';
import type { DeskLink, DeskOrder } from './deskLink';

let link: DeskLink | undefined;

/** Sets the link that this page works with. */
export function setDeskLink(made: DeskLink | undefined): void {
  link = made;
}

/** Carries out a command and tells the agent when it was refused; true when it was carried out. */
export async function order(command: DeskOrder): Promise<boolean> {
  const reply = await ask(command);
  if (reply.code) {
    showToast({ tone: 'warning', text: textOfCode(reply.code, reply.message ?? '') });
  }

  return !reply.code;
}

/** The same, for screens that show the refusal themselves. */
export function ask(command: DeskOrder): Promise<DeskReply> {
  return link ? link.order(command) : Promise.resolve({ code: 'away', message: 'not started', call: null });
}
