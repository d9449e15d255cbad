/**
 * The dialog that is open, if any. Example: `planner.show({kind: 'roll'})` opens RollDialog.
 */

import { DamagedDialog } from '../backups/DamagedDialog.tsx'
import { RestoreDialog } from '../backups/RestoreDialog.tsx'
import { CommandList } from '../commands/CommandList.tsx'
import { DecisionDialog } from '../decisions/DecisionDialog.tsx'
import { PayRestsDialog } from '../funding/PayRestsDialog.tsx'
import { RemoveSourceDialog } from '../funding/RemoveSourceDialog.tsx'
import { SourceDialog } from '../funding/SourceDialog.tsx'
import { DraftDialog } from '../history/DraftDialog.tsx'
import { ImportDialog } from '../importing/ImportDialog.tsx'
import { ReadingDialog } from '../importing/ReadingDialog.tsx'
import { usePlanner } from '../instance.ts'
import { MergeDialog } from '../merging/MergeDialog.tsx'
import { OptionDialogs } from '../options/OptionDialogs.tsx'
import { NoteDialog } from '../panel/NoteDialog.tsx'
import { FilterDialog } from '../viewing/FilterDialog.tsx'
import { NameViewDialog } from '../viewing/NameViewDialog.tsx'
import { AboutDialog } from './AboutDialog.tsx'
import { AcceptDialog } from './AcceptDialog.tsx'
import { AdjustmentDialog } from './AdjustmentDialog.tsx'
import { AwardDialog } from './AwardDialog.tsx'
import { BidDialog } from './BidDialog.tsx'
import { DetailsDialog } from './DetailsDialog.tsx'
import { DrawdownDialog } from './DrawdownDialog.tsx'
import { ExportDialog } from './ExportDialog.tsx'
import { ForecastDialog } from './ForecastDialog.tsx'
import { IndicativeDialog } from './IndicativeDialog.tsx'
import { LinesDialog } from './LinesDialog.tsx'
import { LockedDialog } from './LockedDialog.tsx'
import { NewPlanDialog } from './NewPlanDialog.tsx'
import { PasswordDialog } from './PasswordDialog.tsx'
import { PasteDialog } from './PasteDialog.tsx'
import { PasteLinesDialog } from './PasteLinesDialog.tsx'
import { ReserveDialog } from './ReserveDialog.tsx'
import { RollDialog } from './RollDialog.tsx'
import { SetAsideDialog } from './SetAsideDialog.tsx'
import { SetPasswordDialog } from './SetPasswordDialog.tsx'
import { StatementDialog } from './StatementDialog.tsx'
import { TransferDialog } from './TransferDialog.tsx'
import { UpliftDialog } from './UpliftDialog.tsx'
import { VirementDialog } from './VirementDialog.tsx'

export function Dialogs() {
  const dialog = usePlanner((state) => state.dialog)
  switch (dialog?.kind) {
    case 'commands':
      return <CommandList />
    case 'new':
      return <NewPlanDialog />
    case 'details':
      return <DetailsDialog />
    case 'reading':
      return <ReadingDialog />
    case 'paste':
      return <PasteDialog />
    case 'pasteLines':
      return <PasteLinesDialog request={dialog.request} />
    case 'lines':
      return <LinesDialog lineIds={dialog.lineIds} />
    case 'import':
      return <ImportDialog workbook={dialog.workbook} />
    case 'about':
      return <AboutDialog />
    case 'password':
      return <PasswordDialog of={dialog.of} name={dialog.name} wrong={dialog.wrong} />
    case 'setPassword':
      return <SetPasswordDialog />
    case 'restore':
      return <RestoreDialog backups={dialog.backups} />
    case 'damaged':
      return <DamagedDialog name={dialog.name} sentence={dialog.sentence} backups={dialog.backups} />
    case 'merge':
      return <MergeDialog found={dialog.found} />
    case 'locked':
      return <LockedDialog name={dialog.name} holder={dialog.holder} />
    case 'roll':
      return <RollDialog />
    case 'export':
      return <ExportDialog />
    case 'uplift':
      return <UpliftDialog year={dialog.year} />
    case 'adjustment':
      return <AdjustmentDialog lineId={dialog.lineId} year={dialog.year} id={dialog.id} />
    case 'virement':
      return <VirementDialog year={dialog.year} />
    case 'indicative':
      return <IndicativeDialog />
    case 'setAside':
      return <SetAsideDialog lineId={dialog.lineId} year={dialog.year} />
    case 'forecast':
      return <ForecastDialog year={dialog.year} />
    case 'reserve':
      return <ReserveDialog reserveId={dialog.reserveId} />
    case 'transfer':
      return <TransferDialog reserveId={dialog.reserveId} transferId={dialog.transferId} />
    case 'drawdown':
      return <DrawdownDialog lineId={dialog.lineId} year={dialog.year} drawdownId={dialog.drawdownId} />
    case 'source':
      return <SourceDialog sourceId={dialog.sourceId} />
    case 'removeSource':
      return <RemoveSourceDialog sourceId={dialog.sourceId} />
    case 'payRests':
      return <PayRestsDialog year={dialog.year} />
    case 'bid':
      return <BidDialog bidId={dialog.bidId} />
    case 'award':
      return <AwardDialog bidId={dialog.bidId} />
    case 'decision':
      return <DecisionDialog decisionId={dialog.decisionId} reference={dialog.reference} />
    case 'statement':
      return <StatementDialog />
    case 'accept':
      return <AcceptDialog check={dialog.check} />
    case 'filter':
      return <FilterDialog columnId={dialog.columnId} />
    case 'nameView':
      return <NameViewDialog viewId={dialog.viewId} />
    case 'note':
      return <NoteDialog lineId={dialog.lineId} noteId={dialog.noteId} condition={dialog.condition} />
    case 'draft':
      return <DraftDialog draftId={dialog.draftId} step={dialog.step} />
    case 'addOption':
    case 'describeOption':
    case 'removeOption':
    case 'adoptOption':
    case 'cutBudgets':
    case 'differences':
      return <OptionDialogs dialog={dialog} />
    default:
      return null
  }
}
