export { useAddressPart } from "./address.ts";
export { type ApiRequest, addressOf, callApi, languageHeader, onSessionLost, reach } from "./api.ts";
export { AppearanceProvider, type Appearance, appearances, useAppearance } from "./appearance.tsx";
export { Chart, type ChartTable } from "./chart.tsx";
export { ConfirmProvider, useConfirm } from "./confirm.tsx";
export { CopyCode } from "./copy.tsx";
export { allOf, DataTable, NameCell, type RowSource, type Selection } from "./data-table.tsx";
export { DateChip, type Span } from "./date-chip.tsx";
export { dayBefore, endOfDay, startOfDay, today } from "./days.ts";
export { type StreamState, useEvents } from "./events.ts";
export {
  CheckField,
  ChoiceField,
  type ControlProps,
  Field,
  FieldGroup,
  NumberField,
  RadioField,
  TextField,
} from "./fields.tsx";
export { FileDrop } from "./file-drop.tsx";
export { ChipWith, FilterChip, PanelButton } from "./filter-chip.tsx";
export { changedOf, type FormState, useForm } from "./form.ts";
export { Form } from "./form.tsx";
export { type Format } from "./format.ts";
export { Icon, type IconName, RailIcon, type RailIconName, Wordmark } from "./icons.tsx";
export { Facts, type KeyValue, KeyValues } from "./key-values.tsx";
export { defineWords, LanguageProvider, useFormat, useLanguage, useText, useWords } from "./language.tsx";
export { AppLink, LinkIfThere, useGo, useScreenExists } from "./link.tsx";
export { Marked } from "./marked.tsx";
export { Day, Moment } from "./moment.tsx";
export { Columns, type Crumb, NextActions, PageHead, Section } from "./page-head.tsx";
export { None } from "./none.tsx";
export { useNow } from "./now.ts";
export { type Choice, PickList } from "./pick-list.tsx";
export { PlainTable } from "./plain-table.tsx";
export { ApiProblem, isMissing, isRefused } from "./problem.ts";
export { Progress } from "./progress.tsx";
export { PromiseBar, PromiseWord } from "./promise-bar.tsx";
export { type PromiseFacts, promiseStates } from "./promise.ts";
export { type Answer, createQueryClient, keyOf, type Pages, refresh, useAnswer, useChange, usePages } from "./query.ts";
export { Counts, QueryStrip, SearchField, Segments } from "./query-strip.tsx";
export { RowsEditor } from "./rows-editor.tsx";
export { screen } from "./screen.ts";
export { Score, ScoreDot, Sparkline } from "./score-dot.tsx";
export { filters, parseSearch, stringifySearch, useFilters } from "./search-params.ts";
export { useShortcut } from "./shortcut.ts";
export { Note, StateWord, Tag, type Tone, Why } from "./state-word.tsx";
export { Answered, AnsweredPage, EmptyState, ErrorState, LoadingState } from "./states.tsx";
export { Story, type StoryStep } from "./story.tsx";
export { type Column, useTable } from "./table-state.ts";
export { BatchBar, ExportButton, TableTools } from "./table-tools.tsx";
export { ToastProvider, useToast } from "./toast.tsx";
export { downloadFile, saveText, uploadFile } from "./transfer.ts";
export { TrustBadge } from "./trust.tsx";
export { Wizard, type WizardStep } from "./wizard.tsx";
