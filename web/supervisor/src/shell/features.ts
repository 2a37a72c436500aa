import { campaigns } from '../features/campaigns';
import type { Feature } from './feature';

/** Everything this application can do, in the order of the navigation. One line for each feature. */
export const features: readonly Feature[] = [campaigns];
