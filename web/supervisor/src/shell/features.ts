import { apikeys } from '../features/apikeys';
import { audit } from '../features/audit';
import { board, wall } from '../features/board';
import { calls } from '../features/calls';
import { campaigns } from '../features/campaigns';
import { dispositions } from '../features/dispositions';
import { dnc } from '../features/dnc';
import { leads } from '../features/leads';
import { lists } from '../features/lists';
import '../features/monitoring';
import { prompts } from '../features/prompts';
import { roles } from '../features/roles';
import { scorecards } from '../features/scorecards';
import { scores } from '../features/scores';
import { teams } from '../features/teams';
import { trunks } from '../features/trunks';
import { users } from '../features/users';
import type { Feature } from './feature';

/** Everything this application can do, in the order of the navigation. One line for each feature. */
export const features: readonly Feature[] = [
  board,
  wall,
  campaigns,
  dispositions,
  prompts,
  lists,
  leads,
  dnc,
  calls,
  scores,
  scorecards,
  users,
  teams,
  roles,
  trunks,
  apikeys,
  audit,
];
