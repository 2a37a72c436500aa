import { board, wall } from '../features/board';
import { calls } from '../features/calls';
import { campaigns } from '../features/campaigns';
import { dnc } from '../features/dnc';
import { leads } from '../features/leads';
import { lists } from '../features/lists';
import '../features/monitoring';
import { scorecards } from '../features/scorecards';
import { scores } from '../features/scores';
import type { Feature } from './feature';

/** Everything this application can do, in the order of the navigation. One line for each feature. */
export const features: readonly Feature[] = [board, wall, campaigns, lists, leads, dnc, calls, scores, scorecards];
