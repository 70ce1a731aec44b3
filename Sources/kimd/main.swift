import ServiceLifecycle
import ArgumentParser
import KimSocket
import KimCore
import Systemd
print("")
