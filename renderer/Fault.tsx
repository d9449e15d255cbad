/**
 * What the window shows when a part of it fails to draw, in place of a blank page: what is safe, and a way back.
 * Example: after a fault, "Reload the window" opens the same plan again, for the plan file is held elsewhere.
 */
import { Component, type ReactNode } from 'react'

export class Fault extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override render() {
    if (!this.state.failed) return this.props.children
    return (
      <main className="loading" role="alert">
        <p>
          The window could not draw this plan; everything that was shown as saved is in the plan file, so reload the
          window to go on.
        </p>
        <button type="button" className="button primary" onClick={() => window.location.reload()}>
          Reload the window
        </button>
      </main>
    )
  }
}
