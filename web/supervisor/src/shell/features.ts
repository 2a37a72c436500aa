import { apikeys } from '../features/apikeys';
import { audit } from '../features/audit';
import { campaigns } from '../features/campaigns';
import { dispositions } from '../features/dispositions';
import { prompts } from '../features/prompts';
import { roles } from '../features/roles';
import { teams } from '../features/teams';
import { trunks } from '../features/trunks';
import { users } from '../features/users';
import type { Feature } from './feature';

/** Everything this application can do, in the order of the navigation. One line for each feature. */
export const features: readonly Feature[] = [campaigns, dispositions, prompts, users, teams, roles, trunks, apikeys, audit];
