/**
 * The printed document: its text and charts in black on white, without what only
 * works on a screen. `data-print` keeps a button that says something, and hides
 * what is no button.
 */
export const printStyles = {
  '@media print': {
    // A screen's letters are too large for paper
    zoom: 0.8,
    '& button:not([data-print="keep"]), & [data-print="hide"], & [role="tablist"], & form':
      { display: 'none !important' },
    '&, & *': {
      color: '#000 !important',
      backgroundColor: 'transparent !important',
      borderColor: '#aaa !important',
      boxShadow: 'none !important',
      animation: 'none !important',
    },
    '& svg text': { fill: '#000' },
    '& section': { marginBottom: 12 },
    '& h2, & h3, & h4': { breakAfter: 'avoid' },
    '& li, & figure, & tr': { breakInside: 'avoid' },
    '& p, & li': { orphans: 3, widows: 3 },
  },
} as const;
