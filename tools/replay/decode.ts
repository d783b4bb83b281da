/** How the text of a file that begins so is read. `>` of Windows PowerShell writes UTF-16; the parser reads UTF-8 itself. */
export function decoderOf([first, second]: Uint8Array): (chunk: Uint8Array) => Uint8Array | string {
  if ((first === 0xff && second === 0xfe) || second === 0) return utf16('utf-16le');
  if ((first === 0xfe && second === 0xff) || first === 0) return utf16('utf-16be');
  return (chunk) => chunk;
}

function utf16(label: 'utf-16le' | 'utf-16be') {
  const decoder = new TextDecoder(label);
  return (chunk: Uint8Array): string => decoder.decode(chunk, { stream: true });
}
