//! A program without the standard library that parses and checks a grant of thirty scopes without allocating.
//!
//! The exit code says what went wrong; 0 means nothing.
#![no_std]
#![no_main]

extern crate alloc;

use alloc::string::ToString;
use core::alloc::{GlobalAlloc, Layout};
use core::hint::black_box;
use core::sync::atomic::{AtomicUsize, Ordering};

use scopemark_core::Access;
use scopemark_core::ask::{Ask, Builder, Conditions, Granted, Table};

#[allow(dead_code, reason = "the tests use the rest")]
#[path = "../common/o365.rs"]
mod o365;

/// Memory that is handed out once and never taken back, and a count of how often.
struct Counting;

static ALLOCATIONS: AtomicUsize = AtomicUsize::new(0);
static TAKEN: AtomicUsize = AtomicUsize::new(0);

const ROOM: usize = 1 << 20;

#[repr(align(64))]
struct Arena(core::cell::UnsafeCell<[u8; ROOM]>);

// SAFETY: the program has one thread.
unsafe impl Sync for Arena {}

static ARENA: Arena = Arena(core::cell::UnsafeCell::new([0; ROOM]));

// SAFETY: each block is a part of the arena of its own, aligned for its layout (to 64 at most); null where there is no room.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.fetch_add(1, Ordering::Relaxed);
        let start = TAKEN
            .load(Ordering::Relaxed)
            .next_multiple_of(layout.align());
        if layout.align() > 64 || start.saturating_add(layout.size()) > ROOM {
            return core::ptr::null_mut();
        }
        TAKEN.store(start + layout.size(), Ordering::Relaxed);
        // SAFETY: `start` is within the arena.
        unsafe { ARENA.0.get().cast::<u8>().add(start) }
    }

    unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

// The start-up code and `abort` come from the C library; nothing else of it is used.
#[link(name = "c")]
unsafe extern "C" {
    safe fn abort() -> !;
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    abort()
}

// Named by the unwinding tables of the `alloc` that comes compiled; never called, as panics abort.
#[unsafe(no_mangle)]
extern "C" fn rust_eh_personality() {}

#[unsafe(no_mangle)]
extern "C" fn _Unwind_Resume() -> ! {
    abort()
}

static TABLE: Table<'static> = o365::TABLE;

const ASK: Ask<'static, 1> = match Builder::new(&TABLE).update(o365::CALENDAR).build() {
    Ok(ask) => ask,
    Err(_) => panic!("unsupported"),
};

const THIRTY: &str = "Calendars.Read Chat.Read MailboxSettings.ReadWrite User.Read Foo.Bar \
    https://graph.microsoft.com/Mail.Read https://graph.microsoft.us/Mail.Send tasks.read Group.Read.All openid \
    profile email offline_access Calendars.ReadBasic Files.Read Files.ReadWrite Sites.Read.All Notes.Read People.Read \
    Contacts.Read User.ReadBasic.All Directory.Read.All Presence.Read Place.Read.All Team.ReadBasic.All \
    Channel.ReadBasic.All ChannelMessage.Send OnlineMeetings.Read Reports.Read.All .default";

fn run() -> i32 {
    if THIRTY.split_ascii_whitespace().count() != 30 {
        return 1;
    }
    let before = ALLOCATIONS.load(Ordering::Relaxed);
    let granted = Granted::<1>::from_scope(&TABLE, 0, black_box(THIRTY))
        .with_roles(0, black_box(["User.Read.All"]));
    let report = ASK.check(&granted);
    let mut allowed = 0;
    for feature in 0..o365::FEATURES.len() {
        let access = granted.access(feature, black_box(Conditions::NONE));
        allowed += usize::from(access > Access::Missing);
        if report.access(feature) != access {
            return 2;
        }
    }
    let ok = report.is_ok();
    let missing = report.missing().count();
    let unknown = granted.unknown().count();
    let allocated = ALLOCATIONS.load(Ordering::Relaxed) - before;

    if (allowed, ok, missing) != (o365::FEATURES.len(), false, 1) {
        return 3;
    }
    if unknown != 20 {
        return 4;
    }
    if allocated != 0 {
        return 5;
    }
    // The counter counts: a message is allocated.
    let message = report.to_string();
    if ALLOCATIONS.load(Ordering::Relaxed) == before
        || !message.starts_with("Calendars.ReadWrite (or ")
    {
        return 6;
    }
    0
}

#[unsafe(no_mangle)]
extern "C" fn main() -> i32 {
    run()
}
