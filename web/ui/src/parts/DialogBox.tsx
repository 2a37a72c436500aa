import { Modal, type ModalProps } from 'antd';
import { useEscape } from '../keys/escape';

export type DialogBoxProps = Omit<ModalProps, 'open' | 'keyboard' | 'getContainer' | 'onCancel'> & { onClose(): void };

/**
 * Where dialogs and drawers stand. antd locks the page's scrolling by a style without nonce when they stand in the body, which our policy
 * refuses; the page does not scroll, so a place of their own does without.
 */
export function dialogPlace(): HTMLElement {
  const found = document.getElementById('dialogs');
  if (found) {
    return found;
  }

  const made = document.createElement('div');
  made.id = 'dialogs';
  document.body.append(made);
  return made;
}

/** A dialog that Esc closes wherever the focus is. */
export function DialogBox({ onClose, children, ...rest }: DialogBoxProps) {
  useEscape(true, onClose);
  return (
    <Modal {...rest} open keyboard={false} getContainer={dialogPlace} onCancel={onClose}>
      {children}
    </Modal>
  );
}
