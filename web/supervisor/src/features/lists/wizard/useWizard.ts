import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Choices, type Columns, type FilePreview, importFile, previewFile, type Reading, type UploadView } from '../api';

export const steps = ['file', 'reading', 'columns', 'check', 'import'] as const;
export type Step = (typeof steps)[number];

const asFound: Reading = { encoding: 'auto', separator: 'auto', header: null, sheet: null };

/** What a person decided about a file so far, and what the server says of it. */
export function useWizard(list: string) {
  const [step, goTo] = useState<Step>('file');
  const [sent, setSent] = useState<FilePreview | null>(null);
  const [reading, setReading] = useState<Reading>(asFound);
  // Null: the server's guess, or how a file with these headings was mapped before.
  const [chosen, setChosen] = useState<Columns | null>(null);
  const [choices, setChoices] = useState<Choices>({ duplicates: 'skip', duplicateScope: 'list' });
  const [upload, setUpload] = useState<UploadView | null>(null);
  const preview = useQuery({
    queryKey: ['/lists', list, 'files', sent?.id, reading, chosen, choices],
    enabled: sent !== null,
    queryFn: ({ signal }) => previewFile(list, sent?.id ?? '', reading, chosen, choices, signal),
    placeholderData: (before) => before ?? sent ?? undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const file = sent && (preview.data ?? sent);
  const columns = chosen ?? columnsOf(file);
  return {
    list,
    step,
    goTo,
    file,
    /** The file's answer for what is chosen now is not here yet. */
    reads: preview.isFetching,
    fault: preview.error,
    reading,
    columns,
    choices,
    upload,
    take(answer: FilePreview) {
      setSent(answer);
      setReading({ ...asFound, sheet: answer.sheet });
      setChosen(null);
      goTo('reading');
    },
    /** Other headings may come of it: the mapping is guessed anew. */
    read(change: Partial<Reading>) {
      setReading({ ...reading, ...change });
      setChosen(null);
    },
    map: setChosen,
    choose: (change: Partial<Choices>) => setChoices({ ...choices, ...change }),
    async run(dryRun: boolean): Promise<UploadView> {
      const made = await importFile(list, file?.id ?? '', reading, columns, choices, dryRun);
      if (!dryRun) {
        setUpload(made);
        goTo('import');
      }

      return made;
    },
    again() {
      setSent(null);
      setReading(asFound);
      setChosen(null);
      setUpload(null);
      goTo('file');
    },
  };
}

export type Wizard = ReturnType<typeof useWizard>;

/** The fields of the file's columns by place: headings may be empty, or there twice. */
function columnsOf(file: FilePreview | null): Columns {
  return Object.fromEntries((file?.columns ?? []).flatMap(({ target }, at) => (target ? [[`#${at + 1}`, target]] : [])));
}
