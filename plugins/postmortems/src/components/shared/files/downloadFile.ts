/** Has the browser save a text as a file. */
export function downloadFile(
  name: string,
  type: string,
  content: string,
): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
