import type { LanguagePack } from '@callcenter/ui';
import common from '@callcenter/ui/strings/zh-Hant.json';
import antd from 'antd/locale/zh_TW';
import { byFeature } from './byFeature';

const texts = {
  ...byFeature(
    import.meta.glob('../{features/*,parts,shell,live,scoring}/strings/zh-Hant.json', { eager: true, import: 'default' }),
  ),
  common,
};
export const pack: LanguagePack = { texts, antd };
