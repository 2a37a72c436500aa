import type { LatePart } from '@callcenter/ui';
import type { ComponentType } from 'react';

/** The headings of the side navigation, in their order. */
export const navGroups = ['live', 'campaigns', 'lists', 'quality', 'administration'] as const;
export type NavGroup = (typeof navGroups)[number];

/** What a feature gives to the shell. Its texts stand in its own namespace; the key `nav` there is its name in the navigation. */
export interface Feature {
  /** The folder's name: namespace of its texts. */
  name: string;
  /** Beneath /supervisor; the page itself handles what follows it (react-router `Routes`). */
  path: string;
  /** Where it stands in the navigation; null keeps it out. */
  nav: { group: NavGroup; icon: ComponentType } | null;
  /** Any one of them opens it. */
  permission: readonly string[];
  /** `latePart(() => import('./XPage'))`: fetched when it is opened, or when all is quiet. */
  page: LatePart<object>;
  /** The page fills the whole window: no header, no navigation. */
  bare?: boolean;
}
