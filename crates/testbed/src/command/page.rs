//! Pages: commands that are all written.

/// The mark of a daemon on the place where it ends.
pub(super) const DAEMON: u32 = 1 << 31;

/// The commands of a sheet, which nobody writes on any more.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// Text between ends.
    pub(super) bytes: Vec<u8>,
    /// Where each command ends; the highest bit says that it is a daemon.
    pub(super) ends: Vec<u32>,
}

impl Page {
    /// The words of the command at `place`, with gaps between.
    pub(super) fn packed(&self, place: u32) -> &str {
        let end = |place: u32| (self.ends[place as usize] & !DAEMON) as usize;
        let bytes = &self.bytes[place.checked_sub(1).map_or(0, end)..end(place)];
        str::from_utf8(bytes).expect("only texts are written on a sheet")
    }

    pub(super) fn is_daemon(&self, place: u32) -> bool {
        self.ends[place as usize] & DAEMON != 0
    }
}
