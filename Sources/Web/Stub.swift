import Hummingbird
import Crypto
import HTTPTypes
import Logging
import NIOCore
import ServiceLifecycle
