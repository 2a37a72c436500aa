import type { LanguagePack } from '@callcenter/ui';
import common from '@callcenter/ui/strings/zh-Hans.json';
import antd from 'antd/locale/zh_CN';
import { byFeature } from './byFeature';

const texts = {
  ...byFeature(
    import.meta.glob('../{features/*,parts,shell,live,scoring}/strings/zh-Hans.json', { eager: true, import: 'default' }),
  ),
  common,
};
export const pack: LanguagePack = { texts, antd };
