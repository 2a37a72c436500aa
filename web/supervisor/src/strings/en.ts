import type { LanguagePack } from '@callcenter/ui';
import common from '@callcenter/ui/strings/en.json';
import antd from 'antd/locale/en_US';
import { byFeature } from './byFeature';

const texts = {
  ...byFeature(import.meta.glob('../{features/*,parts,shell,live,scoring}/strings/en.json', { eager: true, import: 'default' })),
  common,
};
export const pack: LanguagePack = { texts, antd };
