/**
 * A dialog: title, body, buttons. Esc closes it, focus stays in it and goes back where it was.
 * Example: `<Modal title="Roll forward" onClose={close} buttons={…}>…</Modal>`.
 */
import { Dialog } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactNode, RefObject } from 'react'
import { useFocusBack } from './focus.ts'

export interface ModalProps {
  title: string
  description?: ReactNode
  size?: 'small' | 'wide' | 'large' | 'import'
  buttons: ReactNode
  children?: ReactNode
  onClose: () => void
  /** Enter in a field does this; give the primary button `type="submit"`. */
  onSubmit?: () => void
  /** What has the focus at first; else the first field or button. */
  initialFocus?: RefObject<HTMLElement | null>
}

export function Modal({
  title,
  description,
  size = 'small',
  buttons,
  children,
  onClose,
  onSubmit,
  initialFocus,
}: ModalProps) {
  useFocusBack()
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className={`modal modal-${size}`} finalFocus={false} {...(initialFocus ? { initialFocus } : {})}>
          <form
            className="modal-form"
            onSubmit={(event) => {
              event.preventDefault()
              onSubmit?.()
            }}
          >
            <header className="modal-head">
              <div>
                <Dialog.Title className="modal-title">{title}</Dialog.Title>
                {description && <Dialog.Description className="modal-description">{description}</Dialog.Description>}
              </div>
              <Dialog.Close className="icon-button" aria-label="Close">
                <X size={16} aria-hidden />
              </Dialog.Close>
            </header>
            <div className="modal-body">{children}</div>
            <footer className="modal-foot">{buttons}</footer>
          </form>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
