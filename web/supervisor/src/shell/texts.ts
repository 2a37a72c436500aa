import type parts from '../parts/strings/en.json';
import type shell from './strings/en.json';

declare module '@callcenter/ui/texts' {
  interface FeatureTexts {
    shell: typeof shell;
    parts: typeof parts;
  }
}
