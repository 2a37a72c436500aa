import { ApiError, confirm, showToast, textOfError } from '@callcenter/ui';
import type { FormInstance } from 'antd';
import i18next from 'i18next';
import { api } from '../live/api';

/** Shows what the server found wrong at the form's fields; what belongs to none comes back as a text. */
export function setFieldErrors<T extends object>(form: FormInstance<T>, error: unknown): string | null {
  if (!(error instanceof ApiError) || Object.keys(error.errors).length === 0) {
    return textOfError(error);
  }

  const fields = Object.entries(error.errors).map(([name, errors]) => ({ name: name.split('.'), errors }));
  const known = fields.filter((field) => form.getFieldInstance(field.name as never) !== undefined);
  form.setFields(known as never);
  const rest = fields.filter((field) => !known.includes(field));
  return rest.length > 0 ? rest.map((field) => `${field.name.join('.')}: ${field.errors.join(' ')}`).join(' ') : null;
}

// What the endpoints say when If-Match no longer matches.
const isChanged = (error: unknown) => error instanceof ApiError && (error.status === 412 || error.code === 'edited_meanwhile');

/**
 * Changes what was read with `api.tagged`. When somebody else changed it meanwhile, asks whether to overwrite; false means the person
 * wants theirs: read it again. Other errors are thrown.
 */
export async function saveTagged(path: string, body: object, etag: string | null): Promise<boolean> {
  try {
    await api.patch(path, body, { etag });
    return true;
  } catch (error) {
    if (!isChanged(error)) {
      throw error;
    }
  }

  const t = (key: 'changed.title' | 'changed.text' | 'changed.overwrite' | 'changed.reload') => i18next.t(key, { ns: 'parts' });
  const overwrite = await confirm({
    title: t('changed.title'),
    text: t('changed.text'),
    action: t('changed.overwrite'),
    cancel: t('changed.reload'),
    danger: true,
  });
  if (overwrite) {
    const { etag: now } = await api.tagged<unknown>(path);
    await api.patch(path, body, { etag: now });
  }

  return overwrite;
}

/** Does something and says how it went: a toast with what to undo it by, or with what was wrong. True when it was done. */
export async function doAndSay(work: () => Promise<unknown>, done?: string, undo?: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
  } catch (error) {
    showToast({ tone: 'bad', text: textOfError(error) });
    return false;
  }

  if (done) {
    const action = undo && { label: i18next.t('undo', { ns: 'common' }), run: () => void doAndSay(undo) };
    showToast({ tone: 'good', text: done, ...(action ? { seconds: 10, action } : {}) });
  }

  return true;
}
