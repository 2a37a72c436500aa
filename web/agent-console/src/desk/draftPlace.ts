/** Where the verdict that is not saved yet is kept on this machine. */
export const draftPlace = 'callcenter.draft';
