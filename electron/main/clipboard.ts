/**
 * An image onto the clipboard of the operating system. The page has no permission to do that by itself.
 * Example: `await copyImage(png)` is true, and the image can be pasted into Word.
 */
import { ClipboardItem, clipboard, type NativeImage, nativeImage } from 'electron'

/** What Electron's clipboard was before it became like the web's. */
interface FormerClipboard {
  writeImage?: (image: NativeImage) => void
}

/** @returns whether it was an image */
export async function copyImage(png: Buffer): Promise<boolean> {
  const image = nativeImage.createFromBuffer(png)
  if (image.isEmpty()) return false
  const former = clipboard as unknown as FormerClipboard
  if (former.writeImage) former.writeImage(image)
  else await clipboard.write([new ClipboardItem({ 'image/png': new Blob([new Uint8Array(png)]) })])
  return true
}
