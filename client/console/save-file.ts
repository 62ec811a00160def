/** Into the reader's downloads. */
export function saveFile(file: File): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = file.name;
  link.click();
  // the browser has begun to read it by the next turn
  setTimeout(() => URL.revokeObjectURL(link.href), 0);
}
