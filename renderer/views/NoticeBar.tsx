/**
 * A sentence at the foot of the view: what was refused and why, or what was done. An error stays until it is read away or
 * something succeeds. Example: "“TBC” is not an amount, so the figure was kept; type pounds, such as 12,500."
 */
import { CircleAlert, CircleCheck, X } from 'lucide-react'
import { useEffect } from 'react'
import { planner, usePlanner } from '../instance.ts'

const DONE_STAYS_MS = 10_000

export function NoticeBar() {
  const notice = usePlanner((state) => state.notice)
  useEffect(() => {
    if (notice?.kind !== 'done') return
    const timer = setTimeout(() => planner.notify(null), DONE_STAYS_MS)
    return () => clearTimeout(timer)
  }, [notice])
  const Icon = notice?.kind === 'error' ? CircleAlert : CircleCheck
  return (
    <div className="notice-place" role={notice?.kind === 'error' ? 'alert' : 'status'}>
      {notice && (
        <div className={`notice notice-${notice.kind}`}>
          <Icon size={16} aria-hidden />
          <p>{notice.sentence}</p>
          {notice.action && (
            <button type="button" className="link" onClick={notice.action.perform}>
              {notice.action.label}
            </button>
          )}
          <button type="button" className="icon-button" aria-label="Dismiss" onClick={() => planner.notify(null)}>
            <X size={14} aria-hidden />
          </button>
        </div>
      )}
    </div>
  )
}
